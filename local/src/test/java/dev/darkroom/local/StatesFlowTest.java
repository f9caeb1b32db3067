package dev.darkroom.local;

import dev.darkroom.aws.StatesFlow;
import dev.darkroom.local.states.StepFunctions;
import dev.darkroom.task.Flow;
import dev.darkroom.task.FlowContract;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The flow's contract on our own interpreter, over the wire and with time that is moved by hand. */
class StatesFlowTest extends FlowContract {

    private static final String ONE_WAIT = """
            {"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {
              "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
              "Arguments": {"FunctionName": "${F}", "Payload": {"token": "{% $states.context.Task.Token %}"}}, "TimeoutSeconds": 60, "End": true}}}""";

    /** Of the one execution that a test starts. */
    private volatile String token;

    private final ManualTimeline timeline = new ManualTimeline(Instant.now());
    private final Lambda lambda = payload -> {
        var call = new String(payload, StandardCharsets.UTF_8);
        token = call.replaceFirst(".*\"token\":\"([^\"]*)\".*", "$1");
        return "{}".getBytes(StandardCharsets.UTF_8);
    };
    private final StepFunctions service = StepFunctions.open(null, timeline, new Random(3), Map.of("f", lambda));
    private final String machine = service.create("m", ONE_WAIT, Map.of("F", "f"));
    private SfnClient client;
    private ExecutionsSeen seen;

    @BeforeEach
    void connect() {
        client = Emulator.clients(Map.of(
                        "AWS_ENDPOINT_URL", service.endpoint().toString(),
                        "AWS_REGION", "us-east-1",
                        "AWS_ACCESS_KEY_ID", "local",
                        "AWS_SECRET_ACCESS_KEY", "local"))
                .states();
        seen = new ExecutionsSeen(client, machine);
    }

    @AfterEach
    void close() {
        client.close();
        service.close();
    }

    @Override
    protected Flow flow() {
        return new StatesFlow(client, machine);
    }

    @Override
    protected String token(String execution) {
        timeline.settle();
        return token;
    }

    @Override
    protected String input(String execution) {
        return seen.input(execution);
    }

    @Override
    protected Ended ended(String execution) {
        timeline.settle();
        return seen.ended(execution);
    }

    @Override
    protected int executions(String execution) {
        return seen.named(execution);
    }
}
