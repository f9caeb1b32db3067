package dev.darkroom.local.states;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code Retry} and {@code Catch} of a Task; the bounds are those of the Amazon States Language, 2026. */
final class FailureReader {

    private static final int LONGEST_DELAY = 31_622_400;

    private final StateFields task;

    FailureReader(StateFields task) {
        this.task = task;
    }

    List<Retrier> readRetriers() {
        var retriers = new ArrayList<Retrier>();
        var all = task.readObjects("Retry");
        for (var fields : all) {
            retriers.add(readRetrier(fields, retriers.size() == all.size() - 1));
        }
        return retriers;
    }

    List<Catcher> readCatchers() {
        var catchers = new ArrayList<Catcher>();
        var all = task.readObjects("Catch");
        for (var fields : all) {
            var errors = readErrors(fields, catchers.size() == all.size() - 1);
            catchers.add(new Catcher(errors, Transition.readNext(fields, ExpressionPlace.ERROR)));
            fields.refuseOthers();
        }
        return catchers;
    }

    private Retrier readRetrier(StateFields fields, boolean last) {
        var interval = fields.readInteger("IntervalSeconds", 1, 1, Seconds.MOST);
        var longest = fields.readInteger("MaxDelaySeconds", 0, 1, LONGEST_DELAY);
        if (longest > 0 && longest <= interval) {
            throw new DefinitionRefused(fields.path("MaxDelaySeconds"), "must be more than IntervalSeconds");
        }
        var retrier = new Retrier(
                readErrors(fields, last),
                Duration.ofSeconds(interval),
                fields.readDecimal("BackoffRate", 2.0, 1.0),
                fields.readInteger("MaxAttempts", 3, 0, Seconds.MOST),
                longest == 0 ? null : Duration.ofSeconds(longest),
                readJitter(fields));
        fields.refuseOthers();
        return retrier;
    }

    private static boolean readJitter(StateFields fields) {
        return switch (fields.readOptionalString("JitterStrategy").orElse("NONE")) {
            case "FULL" -> true;
            case "NONE" -> false;
            default -> throw new DefinitionRefused(fields.path("JitterStrategy"), "must be FULL or NONE");
        };
    }

    private static ErrorNames readErrors(StateFields fields, boolean last) {
        var path = fields.path("ErrorEquals");
        var list = fields.require("ErrorEquals");
        if (!list.isArray() || list.isEmpty()) {
            throw new DefinitionRefused(path, "must be a list with at least one error name");
        }
        var names = new ArrayList<String>();
        for (var name : list) {
            var at = path + "[" + names.size() + "]";
            if (!name.isTextual() || name.textValue().isEmpty()) {
                throw new DefinitionRefused(at, "must be a string");
            }
            if (name.textValue().startsWith("States.") && !ErrorNames.RESERVED.contains(name.textValue())) {
                throw new DefinitionRefused(at, name.textValue() + " is not supported");
            }
            names.add(name.textValue());
        }
        if (names.contains(ErrorNames.ALL) && (names.size() > 1 || !last)) {
            throw new DefinitionRefused(path, "States.ALL stands alone, and in the last element");
        }
        return new ErrorNames(names);
    }
}
