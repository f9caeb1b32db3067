package dev.darkroom.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The shapes of the service's answers. */
final class ActionAnswers {

    private final Instant createdAt;

    /** @param createdAt given as every machine's age */
    ActionAnswers(Instant createdAt) {
        this.createdAt = createdAt;
    }

    ObjectNode started(Execution execution) {
        return StatesJson.object()
                .put("executionArn", execution.arn())
                .put("startDate", Timestamps.epochSeconds(execution.startedAt()));
    }

    ObjectNode stopped(Execution execution) {
        return StatesJson.object().put("stopDate", Timestamps.epochSeconds(execution.endedAt()));
    }

    ObjectNode listed(Execution execution) {
        var answer = started(execution)
                .put("stateMachineArn", Arns.machine(execution.machine()))
                .put("name", execution.name())
                .put("status", execution.status().name());
        if (execution.endedAt() != null) {
            answer.put("stopDate", Timestamps.epochSeconds(execution.endedAt()));
        }
        return answer;
    }

    ObjectNode describe(Execution execution) {
        var answer = listed(execution).put("input", execution.input()).put("redriveCount", 0);
        answer.putObject("inputDetails").put("included", true);
        if (execution.status() == ExecutionStatus.SUCCEEDED) {
            answer.put("output", StatesJson.text(execution.output()));
            answer.putObject("outputDetails").put("included", true);
        }
        return addProblem(answer, execution.error(), execution.cause());
    }

    ObjectNode describe(StateMachine machine) {
        return StatesJson.object()
                .put("stateMachineArn", machine.arn())
                .put("name", machine.name())
                .put("status", "ACTIVE")
                .put("definition", machine.definition())
                .put("roleArn", Arns.role(machine.name()))
                .put("type", "STANDARD")
                .put("creationDate", Timestamps.epochSeconds(createdAt));
    }

    List<ObjectNode> history(StateMachine machine, Execution execution) {
        var events = new ArrayList<ObjectNode>();
        for (var event : execution.events()) {
            var answer = StatesJson.object()
                    .put("id", events.size() + 1)
                    .put("previousEventId", events.size())
                    .put("timestamp", Timestamps.epochSeconds(event.at()))
                    .put("type", event.type());
            addDetails(machine, event, answer);
            events.add(answer);
        }
        return events;
    }

    JsonNode page(String name, StatesCall.Page<ObjectNode> page) {
        var answer = StatesJson.object();
        answer.putArray(name).addAll(page.items());
        page.nextToken().ifPresent(token -> answer.put("nextToken", token));
        return answer;
    }

    private static void addDetails(StateMachine machine, HistoryEvent event, ObjectNode answer) {
        var type = event.type();
        if (type.endsWith("StateEntered")) {
            answer.putObject("stateEnteredEventDetails").put("name", event.state());
        } else if (type.endsWith("StateExited")) {
            answer.putObject("stateExitedEventDetails").put("name", event.state());
        } else if (type.startsWith("Task")) {
            var details = answer.putObject(member(type)).put("resourceType", "lambda");
            details.put(
                    "resource", machine.state(event.state()) instanceof State.Task task ? task.resource() : "invoke");
            addProblem(details, event.error(), event.cause());
        } else if (event.error() != null || event.cause() != null) {
            var details = addProblem(answer.putObject(member(type)), event.error(), event.cause());
            if (type.equals("EvaluationFailed")) {
                details.put("state", event.state());
            }
        }
    }

    /** ExecutionFailed has executionFailedEventDetails, and so on. */
    private static String member(String type) {
        return Character.toLowerCase(type.charAt(0)) + type.substring(1) + "EventDetails";
    }

    private static ObjectNode addProblem(ObjectNode answer, String error, String cause) {
        if (error != null) {
            answer.put("error", error);
        }
        if (cause != null) {
            answer.put("cause", cause);
        }
        return answer;
    }
}
