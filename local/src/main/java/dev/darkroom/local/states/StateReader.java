package dev.darkroom.local.states;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads one state of a definition. */
final class StateReader {

    private static final String INVOKE = "arn:aws:states:::lambda:invoke";

    private final Fields fields;
    private final Vocabulary words;

    StateReader(Fields fields, Vocabulary words) {
        this.fields = fields;
        this.words = words;
    }

    State read() {
        fields.optional("Comment");
        var state = typed(fields.text("Type"));
        fields.done();
        return state;
    }

    private State typed(String type) {
        return switch (type) {
            case "Task" -> task();
            case "Wait" -> new State.Wait(pause(), onward(fields, Reach.INPUT));
            case "Choice" -> choice();
            case "Pass" -> new State.Pass(onward(fields, Reach.INPUT));
            case "Succeed" -> new State.Succeed(new Departure(Optional.empty(), output(fields, Reach.INPUT), Map.of()));
            case "Fail" -> new State.Fail(template("Error"), template("Cause"));
            default -> throw new DefinitionRefused(fields.path("Type"), type + " is not supported");
        };
    }

    private State task() {
        var resource = fields.text("Resource");
        if (!resource.equals(INVOKE) && !resource.equals(INVOKE + ".waitForTaskToken")) {
            throw new DefinitionRefused(fields.path("Resource"), resource + " is not supported");
        }
        var waits = !resource.equals(INVOKE);
        var arguments = new Fields(fields.required("Arguments"), fields.path("Arguments"));
        var function = arguments.text("FunctionName");
        if (function.contains("{%")) {
            throw new DefinitionRefused(arguments.path("FunctionName"), "must be a name, not an expression");
        }
        var payload = Template.read(
                arguments.required("Payload"), arguments.path("Payload"), words, waits ? Reach.TOKEN : Reach.INPUT);
        arguments.done();
        var failures = new FailureReader(fields, words);
        return new State.Task(
                waits,
                function,
                payload,
                fields.optional("TimeoutSeconds")
                        .map(value -> Seconds.read(value, fields.path("TimeoutSeconds"), 1, words)),
                failures.retriers(),
                failures.catchers(),
                onward(fields, Reach.RESULT));
    }

    private State.Pause pause() {
        var seconds = fields.optional("Seconds");
        var timestamp = fields.optional("Timestamp");
        if (seconds.isPresent() == timestamp.isPresent()) {
            throw new DefinitionRefused(fields.path(), "a Wait has either Seconds or Timestamp");
        }
        if (seconds.isPresent()) {
            return new State.Pause.For(Seconds.read(seconds.get(), fields.path("Seconds"), 0, words));
        }
        var path = fields.path("Timestamp");
        var until = Template.read(timestamp.get(), path, words, Reach.INPUT);
        if (!(until instanceof Template.Computed)) {
            try {
                Instant.parse(timestamp.get().asText());
            } catch (DateTimeParseException e) {
                throw new DefinitionRefused(path, "must be a time such as 2026-11-22T13:00:00Z");
            }
        }
        return new State.Pause.Until(until);
    }

    private State choice() {
        fields.required("Choices");
        var rules = fields.objects("Choices").stream().map(this::rule).toList();
        return new State.Choice(rules, fields.optionalText("Default"));
    }

    private State.Rule rule(Fields rule) {
        rule.optional("Comment");
        var text = rule.text("Condition");
        var path = rule.path("Condition");
        if (!Expression.isMarked(text)) {
            throw new DefinitionRefused(path, "must be an expression between {% and %}");
        }
        var condition = Expression.read(text, path, words, Reach.INPUT);
        var departure = toNext(rule, words, Reach.INPUT);
        rule.done();
        return new State.Rule(condition, departure);
    }

    private Optional<Template> template(String name) {
        return fields.optionalText(name)
                .map(text -> Template.read(fields.optional(name).orElseThrow(), fields.path(name), words, Reach.INPUT));
    }

    private Departure onward(Fields from, Reach reach) {
        var next = from.optionalText("Next");
        var end = from.optional("End");
        if (end.isPresent() && !(end.get().isBoolean() && end.get().booleanValue())) {
            throw new DefinitionRefused(from.path("End"), "must be true, or left out");
        }
        if (next.isPresent() == end.isPresent()) {
            throw new DefinitionRefused(from.path(), "a state has either Next or End");
        }
        return new Departure(next, output(from, reach), assign(from, words, reach));
    }

    private Optional<Template> output(Fields from, Reach reach) {
        return from.optional("Output").map(value -> Template.read(value, from.path("Output"), words, reach));
    }

    /** Of a rule or a catcher: it always has a Next. */
    static Departure toNext(Fields from, Vocabulary words, Reach reach) {
        var next = from.text("Next");
        var output = from.optional("Output").map(value -> Template.read(value, from.path("Output"), words, reach));
        return new Departure(Optional.of(next), output, assign(from, words, reach));
    }

    private static Map<String, Template> assign(Fields from, Vocabulary words, Reach reach) {
        var assign = new LinkedHashMap<String, Template>();
        var path = from.path("Assign");
        from.optional("Assign").ifPresent(value -> {
            new Fields(value, path);
            value.properties().forEach(variable -> {
                var name = variable.getKey();
                var at = Fields.path(path, name);
                if (!name.matches("[A-Za-z_]\\w{0,79}") || name.equals("states")) {
                    throw new DefinitionRefused(at, "is no name for a variable");
                }
                words.assigns(name);
                assign.put(name, Template.read(variable.getValue(), at, words, reach));
            });
        });
        return assign;
    }
}
