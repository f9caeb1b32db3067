package dev.darkroom.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.darkroom.task.TemporarilyUnavailable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** One secret of Secrets Manager, a JSON object: fetched when first needed, and again when it may have been rotated. */
public final class Secret {

    private static final Logger LOG = System.getLogger(Secret.class.getName());
    private static final Duration FRESH = Duration.ofMinutes(5);

    private record Fetched(JsonNode fields, Instant at) {}

    private final SecretsManagerClient secrets;
    private final String arn;
    private final InstantSource clock;
    private volatile Fetched fetched;

    public Secret(SecretsManagerClient secrets, String arn, InstantSource clock) {
        this.secrets = secrets;
        this.arn = arn;
        this.clock = clock;
    }

    /**
     * A field of the secret; a blank one is absent, and so is each of a secret that holds nothing yet.
     *
     * @throws TemporarilyUnavailable when it cannot be had and never could
     */
    public Optional<String> read(String name) {
        return Optional.ofNullable(refresh().path(name).textValue())
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private JsonNode refresh() {
        var known = fetched;
        var now = clock.instant();
        if (known != null && now.isBefore(known.at().plus(FRESH))) {
            return known.fields();
        }
        try {
            var fields = fetch();
            fetched = new Fetched(fields, now);
            return fields;
        } catch (SdkException | IllegalStateException e) {
            if (known == null) {
                throw e instanceof SdkException ? new TemporarilyUnavailable("a secret could not be fetched", e) : e;
            }
            LOG.log(
                    Level.WARNING,
                    "a secret could not be read again, so the last one known is used: " + e.getMessage());
            fetched = new Fetched(known.fields(), now);
            return known.fields();
        }
    }

    private JsonNode fetch() {
        var text = "{}";
        try {
            text = secrets.getSecretValue(get -> get.secretId(arn)).secretString();
        } catch (ResourceNotFoundException e) {
            // What you fill in is empty until then, and nothing can be taken out of it again.
            if (fetched != null && !fetched.fields().isEmpty()) {
                throw e;
            }
        }
        try {
            var fields = new JsonMapper().readTree(text);
            if (fields.isObject()) {
                return fields;
            }
        } catch (JsonProcessingException e) {
            // Said below, without the cause: its message quotes the secret.
        }
        throw new IllegalStateException("the secret is not a JSON object: put it in as docs/deploy.md says");
    }
}
