package dev.darkroom.local.states;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads one state of a definition. */
final class StateReader {

    private static final String INVOKE = "arn:aws:states:::lambda:invoke";

    private final StateFields fields;
    private final ExpressionNames words;

    StateReader(StateFields fields, ExpressionNames words) {
        this.fields = fields;
        this.words = words;
    }

    State read() {
        fields.readOptional("Comment");
        var state = readTyped(fields.readString("Type"));
        fields.refuseOthers();
        return state;
    }

    private State readTyped(String type) {
        return switch (type) {
            case "Task" -> readTask();
            case "Wait" -> new State.Wait(readPause(), Transition.read(fields, words, ExpressionPlace.INPUT));
            case "Choice" -> readChoice();
            case "Pass" -> new State.Pass(Transition.read(fields, words, ExpressionPlace.INPUT));
            case "Succeed" -> new State.Succeed(Transition.readEnd(fields, words, ExpressionPlace.INPUT));
            case "Fail" -> new State.Fail(readTemplate("Error"), readTemplate("Cause"));
            default -> throw new DefinitionRefused(fields.path("Type"), type + " is not supported");
        };
    }

    private State readTask() {
        var resource = fields.readString("Resource");
        if (!resource.equals(INVOKE) && !resource.equals(INVOKE + ".waitForTaskToken")) {
            throw new DefinitionRefused(fields.path("Resource"), resource + " is not supported");
        }
        var waits = !resource.equals(INVOKE);
        var arguments = new StateFields(fields.require("Arguments"), fields.path("Arguments"));
        var function = arguments.readString("FunctionName");
        if (function.contains("{%")) {
            throw new DefinitionRefused(arguments.path("FunctionName"), "must be a name, not an expression");
        }
        var payload = PayloadTemplate.read(
                arguments.require("Payload"),
                arguments.path("Payload"),
                words,
                waits ? ExpressionPlace.TOKEN : ExpressionPlace.INPUT);
        arguments.refuseOthers();
        var failures = new FailureReader(fields, words);
        return new State.Task(
                waits,
                function,
                payload,
                fields.readOptional("TimeoutSeconds")
                        .map(value -> Seconds.read(value, fields.path("TimeoutSeconds"), 1, words)),
                failures.readRetriers(),
                failures.readCatchers(),
                Transition.read(fields, words, ExpressionPlace.RESULT));
    }

    private State.Pause readPause() {
        var seconds = fields.readOptional("Seconds");
        var timestamp = fields.readOptional("Timestamp");
        if (seconds.isPresent() == timestamp.isPresent()) {
            throw new DefinitionRefused(fields.path(), "a Wait has either Seconds or Timestamp");
        }
        if (seconds.isPresent()) {
            return new State.Pause.For(Seconds.read(seconds.get(), fields.path("Seconds"), 0, words));
        }
        var path = fields.path("Timestamp");
        var until = PayloadTemplate.read(timestamp.get(), path, words, ExpressionPlace.INPUT);
        if (!(until instanceof PayloadTemplate.Computed)) {
            try {
                Instant.parse(timestamp.get().asText());
            } catch (DateTimeParseException e) {
                throw new DefinitionRefused(path, "must be a time such as 2026-11-22T13:00:00Z");
            }
        }
        return new State.Pause.Until(until);
    }

    private State readChoice() {
        fields.require("Choices");
        var rules = fields.readObjects("Choices").stream().map(this::readRule).toList();
        return new State.Choice(rules, fields.readOptionalString("Default"));
    }

    private State.Rule readRule(StateFields rule) {
        rule.readOptional("Comment");
        var text = rule.readString("Condition");
        var path = rule.path("Condition");
        if (!Expression.isMarked(text)) {
            throw new DefinitionRefused(path, "must be an expression between {% and %}");
        }
        var condition = Expression.read(text, path, words, ExpressionPlace.INPUT);
        var departure = Transition.readNext(rule, words, ExpressionPlace.INPUT);
        rule.refuseOthers();
        return new State.Rule(condition, departure);
    }

    private Optional<PayloadTemplate> readTemplate(String name) {
        return fields.readOptionalString(name)
                .map(text -> PayloadTemplate.read(
                        fields.readOptional(name).orElseThrow(), fields.path(name), words, ExpressionPlace.INPUT));
    }
}
