package dev.darkroom.local.hiapi.marks;

import java.util.Optional;

/**
 * A mark as somebody asked for it.
 *
 * @param times how often it comes up
 * @param value what stood behind the equals sign; null when nothing did
 */
public record RequestedMark(Mark mark, int times, String value) {

    private static final int MOST = 999_999_999;

    public RequestedMark {
        var ways = mark.ways();
        var fits =
                switch (ways.takes()) {
                    case NOTHING -> value == null && times == ways.usually();
                    case TIMES -> value == null && times > 0;
                    case NUMBER -> value != null && value.matches("[0-9]{1,9}");
                    case TEXT -> value == null || !value.isEmpty() && !value.contains("]]");
                };
        if (!fits) {
            throw new IllegalArgumentException("a mark is written " + mark.usage());
        }
    }

    /** The mark as it is without anything behind its word. */
    public static RequestedMark plain(Mark mark) {
        return new RequestedMark(mark, mark.ways().usually(), null);
    }

    /** The mark, {@code times} times. */
    public static RequestedMark repeat(Mark mark, int times) {
        return new RequestedMark(mark, times, null);
    }

    /** The mark with a value. */
    public static RequestedMark with(Mark mark, Object value) {
        return new RequestedMark(mark, mark.ways().usually(), value.toString());
    }

    /** Reads what stands between the brackets; empty when it is no mark, and so just text. */
    static Optional<RequestedMark> read(String text) {
        return Mark.all().stream().flatMap(mark -> read(text, mark).stream()).findFirst();
    }

    private static Optional<RequestedMark> read(String text, Mark mark) {
        var ways = mark.ways();
        if (!text.startsWith(ways.word())) {
            return Optional.empty();
        }
        var rest = text.substring(ways.word().length());
        if (rest.isEmpty() && ways.takes() != Mark.Takes.NUMBER) {
            return Optional.of(plain(mark));
        }
        return switch (ways.takes()) {
            case NOTHING -> Optional.empty();
            case TIMES ->
                rest.matches("x[1-9][0-9]{0,8}")
                        ? Optional.of(repeat(mark, Integer.parseInt(rest.substring(1))))
                        : Optional.empty();
            case NUMBER -> rest.matches("=[0-9]{1,9}") ? Optional.of(with(mark, rest.substring(1))) : Optional.empty();
            case TEXT -> rest.matches("=.+") ? Optional.of(with(mark, rest.substring(1))) : Optional.empty();
        };
    }

    /** The value as a number; only for marks that take one. */
    public int number() {
        return Integer.parseInt(value);
    }

    /** As it is written in a prompt. */
    @Override
    public String toString() {
        var word = mark.ways().word();
        if (value != null) {
            return "[[" + word + "=" + value + "]]";
        }
        return times == mark.ways().usually() ? "[[" + word + "]]" : "[[" + word + "x" + Math.min(times, MOST) + "]]";
    }
}
