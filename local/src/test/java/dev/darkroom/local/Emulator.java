package dev.darkroom.local;

import dev.darkroom.aws.Clients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Another AWS to hold the ports' contracts against: what {@code -Daws.endpoint} names, or LocalStack where a Docker engine
 * is. {@code -Daws.endpoint.dynamodb}, {@code .s3} and {@code .states} name one service each; {@code aws} as the value is
 * AWS itself, in the region and with the credentials of the environment. Without any of them the test is skipped.
 */
class Emulator implements ExecutionCondition, BeforeAllCallback {

    /** The last release that asks for no token. */
    private static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.14.0");

    private static final AtomicInteger NAMES = new AtomicInteger();

    private static LocalStackContainer localStack;

    private final String service;
    private Map<String, String> settings;

    /** @param service {@code DYNAMODB}, {@code S3} or {@code STATES} */
    Emulator(String service) {
        this.service = service;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return !named().isEmpty() || hasDocker()
                ? ConditionEvaluationResult.enabled("")
                : ConditionEvaluationResult.disabled(
                        "no Docker engine for LocalStack, and no -Daws.endpoint=http://...");
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
        return System.getProperty(
                "aws.endpoint." + service.toLowerCase(Locale.ROOT), System.getProperty("aws.endpoint", ""));
    }

    /** Asked quietly first: Testcontainers has much to say where there is none. */
    private static boolean hasDocker() {
        var home = System.getProperty("user.home");
        return System.getenv("DOCKER_HOST") != null
                || Stream.of(
                                "/var/run/docker.sock",
                                home + "/.docker/run/docker.sock",
                                home + "/.docker/desktop/docker.sock")
                        .anyMatch(socket -> Files.exists(Path.of(socket)));
    }

    /** Started once, and stopped by Testcontainers when the tests are over. */
    private static synchronized String ofLocalStack() {
        if (localStack == null) {
            localStack = new LocalStackContainer(IMAGE).withServices("dynamodb", "s3", "stepfunctions");
            localStack.start();
        }
        return localStack.getEndpoint().toString();
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
