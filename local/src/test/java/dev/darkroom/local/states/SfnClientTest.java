package dev.darkroom.local.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.local.Lambda;
import dev.darkroom.local.ManualTimeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.InvalidOutputException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import software.amazon.awssdk.services.sfn.model.ValidationException;

/** The AWS SDK's own client, against the endpoint. */
class SfnClientTest {

    private static final String ARN = "arn:aws:states:us-east-1:000000000000:";
    private static final String DEFINITION = Rig.machine("""
            ~A~:{~Type~:~Task~,~Resource~:~arn:aws:states:::lambda:invoke.waitForTaskToken~,
              ~Arguments~:{~FunctionName~:~${F}~,~Payload~:~{% $states.context.Task.Token %}~},~TimeoutSeconds~:60,
              ~End~:true}""");

    private final ManualTimeline timeline = new ManualTimeline(Rig.START);
    private final List<String> tokens = new ArrayList<>();
    private final Lambda lambda = payload -> {
        tokens.add(Rig.json(new String(payload, StandardCharsets.UTF_8)).textValue());
        return "{}".getBytes(StandardCharsets.UTF_8);
    };
    private final StepFunctions service = StepFunctions.open(null, timeline, new Random(3), Map.of("arn:f", lambda));
    private final String machine = service.create("m", DEFINITION, Map.of("F", "arn:f"));
    private SfnClient client;

    @BeforeEach
    void connect() {
        client = SfnClient.builder()
                .endpointOverride(service.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        service.close();
    }

    private StartExecutionResponse start(String name, String input) {
        var response = client.startExecution(
                request -> request.stateMachineArn(machine).name(name).input(input));
        timeline.settle();
        return response;
    }

    @Test
    void startsAndIsEndedByItsToken() {
        var started = start("x", "{\"a\":1}");
        assertEquals(ARN + "execution:m:x", started.executionArn());
        assertEquals(Rig.START, started.startDate());
        var open = client.describeExecution(request -> request.executionArn(started.executionArn()));
        assertEquals(ExecutionStatus.RUNNING, open.status());
        assertNull(open.stopDate());
        timeline.advance(Duration.ofSeconds(5));

        client.sendTaskHeartbeat(request -> request.taskToken(tokens.getFirst()));
        client.sendTaskSuccess(request -> request.taskToken(tokens.getFirst()).output("{\"taskId\":\"x\"}"));

        var ended = client.describeExecution(request -> request.executionArn(started.executionArn()));
        assertEquals(ExecutionStatus.SUCCEEDED, ended.status());
        assertEquals("{\"a\":1}", ended.input());
        assertEquals("{\"taskId\":\"x\"}", ended.output());
        assertEquals(Rig.START.plusSeconds(5), ended.stopDate());
        assertEquals(1, service.transitions("x"));
    }

    @Test
    void historyTellsTypesStatesAndErrors() {
        var arn = start("x", "{}").executionArn();
        client.sendTaskFailure(
                request -> request.taskToken(tokens.getFirst()).error("Mine").cause("why"));

        var events =
                client.getExecutionHistory(request -> request.executionArn(arn)).events();

        assertEquals(
                List.of(
                        HistoryEventType.EXECUTION_STARTED,
                        HistoryEventType.TASK_STATE_ENTERED,
                        HistoryEventType.TASK_SCHEDULED,
                        HistoryEventType.TASK_STARTED,
                        HistoryEventType.TASK_SUBMITTED,
                        HistoryEventType.TASK_FAILED,
                        HistoryEventType.EXECUTION_FAILED),
                events.stream().map(event -> event.type()).toList());
        assertEquals("A", events.get(1).stateEnteredEventDetails().name());
        assertEquals(
                "invoke.waitForTaskToken",
                events.get(2).taskScheduledEventDetails().resource());
        assertEquals("Mine", events.get(5).taskFailedEventDetails().error());
        assertEquals("why", events.get(6).executionFailedEventDetails().cause());
        assertEquals(7L, events.getLast().id());
        var last = client.getExecutionHistory(
                request -> request.executionArn(arn).reverseOrder(true).maxResults(1));
        assertEquals(HistoryEventType.EXECUTION_FAILED, last.events().getFirst().type());
        var all = client.getExecutionHistoryPaginator(
                request -> request.executionArn(arn).maxResults(2));
        assertEquals(7, all.events().stream().count());
        var ended = client.describeExecution(request -> request.executionArn(arn));
        assertEquals("Mine", ended.error());
        assertEquals("why", ended.cause());
    }

    @Test
    void startingTwiceIsStartingOnce() {
        var first = start("x", "{\"a\":1}");
        timeline.advance(Duration.ofSeconds(3));

        assertEquals(first.startDate(), start("x", "{\"a\":1}").startDate());
        assertEquals(1, tokens.size());
        assertThrows(ExecutionAlreadyExistsException.class, () -> start("x", "{\"a\":2}"));
        client.sendTaskSuccess(request -> request.taskToken(tokens.getFirst()).output("1"));
        assertThrows(ExecutionAlreadyExistsException.class, () -> start("x", "{\"a\":1}"));
        timeline.settle();
        assertThrows(ExecutionAlreadyExistsException.class, () -> start("x", "{\"a\":1}"));
        assertFalse(client.startExecution(request -> request.stateMachineArn(machine))
                .executionArn()
                .endsWith(":x"));
    }

    @Test
    void manyAtOnceStartOneExecution() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var starts = new ArrayList<Callable<String>>();
            for (var i = 0; i < 40; i++) {
                starts.add(() -> client.startExecution(request ->
                                request.stateMachineArn(machine).name("x").input("{}"))
                        .executionArn());
            }
            for (var started : threads.invokeAll(starts)) {
                assertEquals(ARN + "execution:m:x", started.get());
            }
        }
        timeline.settle();
        assertEquals(1, tokens.size());
    }

    @Test
    void listsByStatusAndPage() {
        for (var name : List.of("a", "b", "c")) {
            start(name, "{}");
            timeline.advance(Duration.ofSeconds(1));
        }
        client.stopExecution(request ->
                request.executionArn(ARN + "execution:m:b").error("E").cause("C"));
        timeline.settle();

        assertEquals(List.of("c", "a"), names(ExecutionStatus.RUNNING));
        assertEquals(List.of("b"), names(ExecutionStatus.ABORTED));
        assertEquals(List.of(), names(ExecutionStatus.FAILED));
        var pages = client.listExecutionsPaginator(
                request -> request.stateMachineArn(machine).maxResults(2));
        assertEquals(
                List.of("c", "b", "a"),
                pages.executions().stream().map(item -> item.name()).toList());
    }

    private List<String> names(ExecutionStatus status) {
        return client
                .listExecutions(request -> request.stateMachineArn(machine).statusFilter(status))
                .executions()
                .stream()
                .map(item -> item.name())
                .toList();
    }

    @Test
    void stoppingTwiceIsStoppingOnce() {
        var arn = start("x", "{}").executionArn();
        var first = client.stopExecution(request -> request.executionArn(arn));
        timeline.advance(Duration.ofSeconds(9));

        assertEquals(
                first.stopDate(),
                client.stopExecution(request -> request.executionArn(arn)).stopDate());
    }

    @Test
    void describesTheMachine() {
        var described = client.describeStateMachine(request -> request.stateMachineArn(machine));

        assertEquals("m", described.name());
        assertTrue(described.definition().contains("arn:f"));
        assertEquals("ACTIVE", described.statusAsString());
        assertEquals("STANDARD", described.typeAsString());
    }

    @Test
    void refusesByTheNamesOfTheModel() {
        var arn = start("x", "{}").executionArn();
        var token = tokens.getFirst();
        client.sendTaskSuccess(request -> request.taskToken(token).output("1"));

        assertThrows(
                TaskTimedOutException.class,
                () -> client.sendTaskSuccess(request -> request.taskToken(token).output("1")));
        assertThrows(TaskTimedOutException.class, () -> client.sendTaskFailure(request -> request.taskToken(token)));
        assertThrows(TaskTimedOutException.class, () -> client.sendTaskHeartbeat(request -> request.taskToken(token)));
        assertThrows(
                InvalidTokenException.class,
                () -> client.sendTaskSuccess(
                        request -> request.taskToken("nonsense").output("1")));
        assertThrows(
                TaskDoesNotExistException.class,
                () -> client.sendTaskSuccess(request -> request.taskToken(new TaskToken("m", "gone", 1, "0").text())
                        .output("1")));
        assertThrows(
                InvalidOutputException.class,
                () -> client.sendTaskSuccess(request -> request.taskToken(token).output("{")));
        assertThrows(
                InvalidOutputException.class,
                () -> client.sendTaskSuccess(request -> request.taskToken(token).output("")));
        assertThrows(InvalidExecutionInputException.class, () -> start("y", "{"));
        assertThrows(ValidationException.class, () -> start("y", '"' + "x".repeat(262_144) + '"'));
        assertThrows(InvalidNameException.class, () -> start("a b", "{}"));
        assertThrows(InvalidNameException.class, () -> start("a/../b", "{}"));
        assertThrows(InvalidNameException.class, () -> start("x".repeat(81), "{}"));
        assertThrows(
                StateMachineDoesNotExistException.class,
                () -> client.startExecution(request -> request.stateMachineArn(ARN + "stateMachine:other")));
        assertThrows(
                InvalidArnException.class, () -> client.startExecution(request -> request.stateMachineArn("other")));
        assertThrows(ValidationException.class, () -> client.startExecution(request -> {}));
        assertThrows(
                ExecutionDoesNotExistException.class,
                () -> client.describeExecution(request -> request.executionArn(arn + "y")));
        assertThrows(
                ExecutionDoesNotExistException.class,
                () -> client.stopExecution(request -> request.executionArn(arn + "y")));
        var unknown = assertThrows(SfnException.class, () -> client.listActivities());
        assertEquals("UnknownOperationException", unknown.awsErrorDetails().errorCode());
    }
}
