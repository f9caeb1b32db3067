package dev.darkroom.local.states;

/** Reads one state of a definition. */
final class StateReader {

    private static final String INVOKE = "arn:aws:states:::lambda:invoke";

    private final StateFields fields;

    StateReader(StateFields fields) {
        this.fields = fields;
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
            case "Wait" ->
                new State.Wait(
                        Seconds.read(fields.require("Seconds"), fields.path("Seconds"), 0),
                        Transition.read(fields, ExpressionPlace.INPUT));
            case "Choice" -> readChoice();
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
                waits ? ExpressionPlace.TOKEN : ExpressionPlace.INPUT);
        arguments.refuseOthers();
        var failures = new FailureReader(fields);
        return new State.Task(
                waits,
                function,
                payload,
                fields.readOptional("TimeoutSeconds")
                        .map(value -> Seconds.read(value, fields.path("TimeoutSeconds"), 1)),
                failures.readRetriers(),
                failures.readCatchers(),
                Transition.read(fields, ExpressionPlace.RESULT));
    }

    private State readChoice() {
        fields.require("Choices");
        var rules = fields.readObjects("Choices").stream().map(this::readRule).toList();
        return new State.Choice(rules, fields.readString("Default"));
    }

    private State.Rule readRule(StateFields rule) {
        var text = rule.readString("Condition");
        var path = rule.path("Condition");
        if (!Expression.isMarked(text)) {
            throw new DefinitionRefused(path, "must be an expression between {% and %}");
        }
        var condition = Expression.read(text, path, ExpressionPlace.INPUT);
        var transition = Transition.readNext(rule, ExpressionPlace.INPUT);
        rule.refuseOthers();
        return new State.Rule(condition, transition);
    }
}
