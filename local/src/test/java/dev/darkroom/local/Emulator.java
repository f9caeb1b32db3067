package dev.darkroom.local;

import dev.darkroom.aws.Clients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Another AWS to hold the ports' contracts against: what {@code -Daws.endpoint} names, or LocalStack where a Docker engine
 * has its image. {@code -Daws.endpoint.dynamodb}, {@code .s3} and {@code .states} name one service each, and the others are
 * skipped then; {@code aws} as the value is AWS itself, in the region and with the credentials of the environment.
 */
class Emulator implements ExecutionCondition, BeforeAllCallback {

    /** The last release that asks for no token; {@code -Dlocalstack.image} names another that is it. */
    private static final String IMAGE = System.getProperty("localstack.image", "localstack/localstack:4.14.0");

    private static final String NAMED = "aws.endpoint";

    private static final AtomicInteger NAMES = new AtomicInteger();

    private static final Optional<String> WHY_NOT_HERE = whyNotHere();

    private static LocalStackContainer localStack;

    private final String service;
    private Map<String, String> settings;

    /** @param service {@code DYNAMODB}, {@code S3} or {@code STATES} */
    Emulator(String service) {
        this.service = service;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return whySkipped(service, System.getProperties(), WHY_NOT_HERE)
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled(""));
    }

    /** Where services are named, the others are left alone. */
    static Optional<String> whySkipped(String service, Properties given, Optional<String> whyNotHere) {
        if (!named(service, given).isEmpty()) {
            return Optional.empty();
        }
        return given.stringPropertyNames().stream().anyMatch(name -> name.startsWith(NAMED))
                ? Optional.of("no -D" + NAMED + " names " + service)
                : whyNotHere;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        settings = new HashMap<>(Map.of("AWS_REGION", System.getProperty("aws.region", "us-east-1")));
        if (!named().equals("aws")) {
            settings.put("AWS_ENDPOINT_URL", named().isEmpty() ? ofLocalStack() : named());
            settings.put("AWS_ACCESS_KEY_ID", System.getProperty("aws.id", "test"));
            settings.put("AWS_SECRET_ACCESS_KEY", System.getProperty("aws.secret", "test"));
        }
    }

    private String named() {
        return named(service, System.getProperties());
    }

    private static String named(String service, Properties given) {
        return given.getProperty(NAMED + "." + service.toLowerCase(Locale.ROOT), given.getProperty(NAMED, ""));
    }

    /**
     * Why LocalStack is not started here, if it is not: nothing is fetched by a test. Asked by other means than
     * Testcontainers, which has much to say where there is no engine, and in a container pulls an image to find one.
     */
    private static Optional<String> whyNotHere() {
        if (!hasImage()) {
            return Optional.of(
                    "LocalStack's image is not here: ./check --localstack fetches it, where a Docker engine is");
        }
        return Files.exists(Path.of("/.dockerenv")) && System.getenv("TESTCONTAINERS_HOST_OVERRIDE") == null
                ? Optional.of("this is in a container: TESTCONTAINERS_HOST_OVERRIDE has to name the engine's host")
                : Optional.empty();
    }

    private static boolean hasImage() {
        try {
            return new ProcessBuilder("docker", "image", "inspect", IMAGE)
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Started once, and stopped by Testcontainers when this JVM ends: without Ryuk, whose image would be fetched. */
    private static synchronized String ofLocalStack() {
        if (localStack == null) {
            localStack = new LocalStackContainer(
                            DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("localstack/localstack"))
                    .withServices("dynamodb", "s3", "stepfunctions")
                    // By itself it looks at no signature of an address that somebody was given.
                    .withEnv("S3_SKIP_SIGNATURE_VALIDATION", "0");
            // It needs no engine of its own; to see whether its socket can be given, Testcontainers would pull an
            // image.
            localStack.setBinds(List.of());
            localStack.start();
        }
        return localStack.getEndpoint().toString();
    }

    /** Whether it is LocalStack, however it was started. */
    boolean isLocalStack() {
        var endpoint = settings.get("AWS_ENDPOINT_URL");
        if (endpoint == null) {
            return false;
        }
        var health = HttpRequest.newBuilder(URI.create(endpoint + "/_localstack/health"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(health, BodyHandlers.ofString()).body().contains("\"edition\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Clients clients() {
        return clients(settings);
    }

    static Clients clients(Map<String, String> settings) {
        return new Clients(name -> Optional.ofNullable(settings.get(name)));
    }

    /** One that nobody else has, wherever this runs. */
    String newName() {
        return "darkroom-" + UUID.randomUUID().toString().substring(0, 8) + "-" + NAMES.incrementAndGet();
    }
}
