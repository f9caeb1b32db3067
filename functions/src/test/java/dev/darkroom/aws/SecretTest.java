package dev.darkroom.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.darkroom.task.TemporarilyUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

class SecretTest {

    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    /** Secrets Manager with one secret; null means that it does not answer. */
    private static final class Stored implements SecretsManagerClient {
        private String text;
        private RuntimeException failure;
        private int fetched;

        @Override
        public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
            fetched++;
            if (failure != null) {
                throw failure;
            }
            if (text == null) {
                throw SdkClientException.create("no answer");
            }
            return GetSecretValueResponse.builder().secretString(text).build();
        }

        @Override
        public String serviceName() {
            return "secretsmanager";
        }

        @Override
        public void close() {}
    }

    private final Stored stored = new Stored();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final Secret secret = new Secret(stored, "arn", () -> now);

    private Optional<String> field(String text) {
        stored.text = text;
        return secret.read("apiKey");
    }

    @Test
    void aRotatedSecretIsTakenUpWithinFiveMinutes() {
        assertEquals(Optional.of("first"), field("{\"apiKey\":\" first \"}"));
        now = now.plus(FIVE_MINUTES).minusMillis(1);
        assertEquals(Optional.of("first"), field("{\"apiKey\":\"second\"}"));
        assertEquals(1, stored.fetched, "one call in five minutes");
        now = now.plusMillis(1);
        assertEquals(Optional.of("second"), field("{\"apiKey\":\"second\"}"));
    }

    @Test
    void anEmptyFieldIsAbsent() {
        assertEquals(Optional.empty(), field("{\"apiKey\":\"\",\"other\":1}"));
        assertEquals(Optional.empty(), secret.read("other"));
        assertEquals(Optional.empty(), secret.read("unknown"));
    }

    /** As Secrets Manager says it of a secret that nobody has put a value into, such as the provider's key at first. */
    @Test
    void aSecretThatHoldsNothingYetHasNoField() {
        var empty = ResourceNotFoundException.builder()
                .message("Secrets Manager can't find the specified secret value for staging label: AWSCURRENT")
                .build();
        stored.failure = empty;
        assertEquals(Optional.empty(), secret.read("apiKey"));
        now = now.plus(FIVE_MINUTES);
        stored.failure = null;
        assertEquals(Optional.of("first"), field("{\"apiKey\":\"first\"}"));
        now = now.plus(FIVE_MINUTES);
        stored.failure = empty;
        assertEquals(Optional.of("first"), secret.read("apiKey"), "nothing is taken out again");
    }

    @Test
    void whatIsKnownOutlivesASilenceAndASlipOfTheHand() {
        assertThrows(TemporarilyUnavailable.class, () -> field(null));
        assertEquals(Optional.of("first"), field("{\"apiKey\":\"first\"}"));
        now = now.plus(FIVE_MINUTES);
        assertEquals(Optional.of("first"), field(null));
        now = now.plus(FIVE_MINUTES);
        assertEquals(Optional.of("first"), field("second"));
    }

    @Test
    void whatIsNoJsonIsNotQuoted() {
        for (var text : new String[] {"hk_very_secret", "\"hk_very_secret\"", "{\"apiKey\": hk_very_secret}"}) {
            var said = assertThrows(IllegalStateException.class, () -> field(text));
            assertFalse(said.toString().contains("very_secret"), said.toString());
            assertEquals(null, said.getCause());
        }
    }
}
