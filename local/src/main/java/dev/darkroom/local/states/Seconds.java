package dev.darkroom.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * A number of seconds: written out, or computed when the state is entered.
 *
 * @param value a whole number, or an expression
 * @param least the smallest that is allowed
 */
record Seconds(Template value, int least) {

    /** The longest that AWS takes, three years and two months (Amazon States Language, 2026). */
    static final int MOST = 99_999_999;

    static Seconds read(JsonNode value, String path, int least, Vocabulary words) {
        var template = Template.read(value, path, words, Reach.INPUT);
        if (!(template instanceof Template.Computed)) {
            Fields.whole(value, path, least, MOST);
        }
        return new Seconds(template, least);
    }

    /** @throws StateError when the expression fails, or gives anything but a whole number in range */
    Duration evaluate(Scope scope) {
        var seconds = value.evaluate(scope);
        var number = seconds.decimalValue();
        if (!seconds.isNumber() || number.stripTrailingZeros().scale() > 0) {
            throw StateError.query("A number of seconds must be whole, not " + seconds + ".");
        }
        if (number.longValue() < least || number.longValue() > MOST) {
            throw StateError.query(
                    "A number of seconds must be from " + least + " to " + MOST + ", not " + number + ".");
        }
        return Duration.ofSeconds(number.longValue());
    }
}
