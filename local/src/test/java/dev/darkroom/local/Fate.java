package dev.darkroom.local;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a function does in one call instead of its work. */
sealed interface Fate {

    /** Its work. */
    record Work() implements Fate {}

    record Throw(String error) implements Fate {}

    record Answer(String json) implements Fate {}

    /** Nothing, for longer than its state waits. */
    record Sleep() implements Fate {}

    /** Ends the task whose token it was given, and answers nothing. */
    record Fail(String error, String cause) implements Fate {}

    Map<String, String> ERRORS = Stream.of(
                    "dev.darkroom.hiapi.HiapiBusy",
                    "dev.darkroom.hiapi.HiapiRefused",
                    "dev.darkroom.task.TemporarilyUnavailable",
                    "dev.darkroom.media.SourceGone",
                    "dev.darkroom.media.SourceUnavailable",
                    "dev.darkroom.media.StoreUnavailable")
            .collect(Collectors.toMap(name -> name.substring(name.lastIndexOf('.') + 1), name -> name));

    /** @param text {@code !Error}, {@code ={json}}, {@code zzz}, {@code Error: cause} or {@code works}; and {@code x 3} */
    static List<Fate> read(String text) {
        var parts = text.split(" x (?=\\d+$)");
        var times = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
        var fates = new ArrayList<Fate>();
        for (var i = 0; i < times; i++) {
            fates.add(one(parts[0].strip()));
        }
        return fates;
    }

    private static Fate one(String text) {
        return switch (text.charAt(0)) {
            case '!' -> new Throw(ERRORS.getOrDefault(text.substring(1), text.substring(1)));
            case '=' -> new Answer(text.substring(1));
            default ->
                switch (text) {
                    case "zzz" -> new Sleep();
                    case "works" -> new Work();
                    default -> {
                        var parts = text.split(":", 2);
                        yield new Fail(parts[0], parts[1].strip());
                    }
                };
        };
    }

    /** @param text {@code Poll zzz; Poll !Error x 3; Persist works}, in the order of each function's calls */
    static Map<String, List<Fate>> readAll(String text) {
        return Arrays.stream(text.split(";"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(part -> part.split(" ", 2))
                .collect(Collectors.groupingBy(
                        part -> part[0],
                        Collectors.flatMapping(part -> read(part[1].strip()).stream(), Collectors.toList())));
    }
}
