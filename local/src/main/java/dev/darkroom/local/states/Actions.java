package dev.darkroom.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What the endpoint can be asked for. Names, members and errors are the service's (API reference of 2016-11-23). */
final class Actions {

    private final Map<String, Executions> machines;
    private final RandomGenerator random;
    private final ActionAnswers answers;

    Actions(Map<String, Executions> machines, InstantSource clock, RandomGenerator random) {
        this.machines = machines;
        this.random = random;
        answers = new ActionAnswers(clock.instant());
    }

    /** @throws ServiceError when the service would refuse */
    JsonNode perform(String action, StatesCall call) {
        return switch (action) {
            case "StartExecution" -> startExecution(call);
            case "StopExecution" -> stopExecution(call);
            case "DescribeExecution" -> answers.describe(execution(call));
            case "GetExecutionHistory" -> getExecutionHistory(call);
            case "ListExecutions" -> listExecutions(call);
            case "DescribeStateMachine" -> answers.describe(machine(call).machine());
            case "SendTaskSuccess" -> sendTaskSuccess(call);
            case "SendTaskFailure" -> sendTaskFailure(call);
            case "SendTaskHeartbeat" -> {
                var token = token(call);
                waiter(token).checkWaiting(token);
                yield StatesJson.object();
            }
            default -> throw new ServiceError("UnknownOperationException", action + " is not supported here");
        };
    }

    private JsonNode startExecution(StatesCall call) {
        var executions = machine(call);
        var name = call.text("name").orElseGet(() -> HexFormat.of().toHexDigits(random.nextLong()));
        if (!ExecutionNames.isName(name)) {
            throw new ServiceError("InvalidName", "Invalid Name: '" + name + "'");
        }
        var input = call.text("input").orElse("{}");
        var parsed = StatesCall.json("input", input, "InvalidExecutionInput");
        if (StatesJson.tooLarge(input)) {
            throw new ServiceError("InvalidExecutionInput", "The input exceeds " + StatesJson.LIMIT + " bytes");
        }
        return answers.started(executions.start(name, input, parsed));
    }

    private JsonNode stopExecution(StatesCall call) {
        var execution = execution(call);
        var executions = machines.get(execution.machine());
        executions.stop(execution.name(), call.text("error", 256), call.text("cause", 32_768));
        return answers.stopped(executions.find(execution.name()).orElseThrow());
    }

    private JsonNode getExecutionHistory(StatesCall call) {
        var execution = execution(call);
        var machine = machines.get(execution.machine()).machine();
        var events = answers.history(machine, execution);
        return answers.page(
                "events", call.page(call.members().path("reverseOrder").asBoolean() ? events.reversed() : events, 100));
    }

    private JsonNode listExecutions(StatesCall call) {
        var status = call.text("statusFilter").map(Actions::status);
        var items = machine(call).list(status).stream().map(answers::listed).toList();
        return answers.page("executions", call.page(items, 100));
    }

    private JsonNode sendTaskSuccess(StatesCall call) {
        var token = token(call);
        var output = StatesCall.json("output", call.require("output"), "InvalidOutput");
        waiter(token).succeed(token, output);
        return StatesJson.object();
    }

    private JsonNode sendTaskFailure(StatesCall call) {
        var token = token(call);
        waiter(token).fail(token, call.text("error", 256), call.text("cause", 32_768));
        return StatesJson.object();
    }

    private Executions machine(StatesCall call) {
        var arn = call.require("stateMachineArn");
        if (!Arns.isArn(arn)) {
            throw new ServiceError("InvalidArn", "Invalid Arn: '" + arn + "'");
        }
        return machines.values().stream()
                .filter(executions -> executions.machine().arn().equals(arn))
                .findFirst()
                .orElseThrow(() ->
                        new ServiceError("StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'"));
    }

    private Execution execution(StatesCall call) {
        var arn = call.require("executionArn");
        if (!Arns.isArn(arn)) {
            throw new ServiceError("InvalidArn", "Invalid Arn: '" + arn + "'");
        }
        return Arns.parseExecution(arn)
                .flatMap(parts -> Optional.ofNullable(machines.get(parts.machine()))
                        .flatMap(executions -> executions.find(parts.name())))
                .orElseThrow(
                        () -> new ServiceError("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'"));
    }

    private static TaskToken token(StatesCall call) {
        return TaskToken.parse(call.require("taskToken"))
                .orElseThrow(() -> new ServiceError("InvalidToken", "Invalid Token: 'Invalid token'"));
    }

    private Executions waiter(TaskToken token) {
        return Optional.ofNullable(machines.get(token.machine()))
                .orElseThrow(() -> new ServiceError("TaskDoesNotExist", "Task does not exist"));
    }

    private static ExecutionStatus status(String text) {
        return Arrays.stream(ExecutionStatus.values())
                .filter(status -> status.name().equals(text))
                .findFirst()
                .orElseThrow(() -> ServiceError.invalid("Value '" + text + "' at 'statusFilter' is no status"));
    }
}
