package dev.darkroom.local.states;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code Retry} and {@code Catch} of a Task; the bounds are those of the Amazon States Language, 2026. */
final class FailureReader {

    private static final int LONGEST_DELAY = 31_622_400;

    private final Fields task;
    private final Vocabulary words;

    FailureReader(Fields task, Vocabulary words) {
        this.task = task;
        this.words = words;
    }

    List<Retrier> retriers() {
        var retriers = new ArrayList<Retrier>();
        var all = task.objects("Retry");
        for (var fields : all) {
            retriers.add(retrier(fields, retriers.size() == all.size() - 1));
        }
        return retriers;
    }

    List<Catcher> catchers() {
        var catchers = new ArrayList<Catcher>();
        var all = task.objects("Catch");
        for (var fields : all) {
            fields.optional("Comment");
            var errors = errors(fields, catchers.size() == all.size() - 1);
            catchers.add(new Catcher(errors, StateReader.toNext(fields, words, Reach.ERROR)));
            fields.done();
        }
        return catchers;
    }

    private Retrier retrier(Fields fields, boolean last) {
        fields.optional("Comment");
        var interval = fields.whole("IntervalSeconds", 1, 1, Seconds.MOST);
        var longest = fields.whole("MaxDelaySeconds", 0, 1, LONGEST_DELAY);
        if (longest > 0 && longest <= interval) {
            throw new DefinitionRefused(fields.path("MaxDelaySeconds"), "must be more than IntervalSeconds");
        }
        var retrier = new Retrier(
                errors(fields, last),
                Duration.ofSeconds(interval),
                fields.decimal("BackoffRate", 2.0, 1.0),
                fields.whole("MaxAttempts", 3, 0, Seconds.MOST),
                longest == 0 ? null : Duration.ofSeconds(longest),
                fullJitter(fields));
        fields.done();
        return retrier;
    }

    private static boolean fullJitter(Fields fields) {
        return switch (fields.optionalText("JitterStrategy").orElse("NONE")) {
            case "FULL" -> true;
            case "NONE" -> false;
            default -> throw new DefinitionRefused(fields.path("JitterStrategy"), "must be FULL or NONE");
        };
    }

    private static ErrorNames errors(Fields fields, boolean last) {
        var path = fields.path("ErrorEquals");
        var list = fields.required("ErrorEquals");
        if (!list.isArray() || list.isEmpty()) {
            throw new DefinitionRefused(path, "must be a list with at least one error name");
        }
        var names = new ArrayList<String>();
        for (var name : list) {
            var at = path + "[" + names.size() + "]";
            if (!name.isTextual() || name.textValue().isEmpty()) {
                throw new DefinitionRefused(at, "must be a text");
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
