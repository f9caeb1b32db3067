package dev.darkroom.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * A number of seconds: written out, or computed when the state is entered.
 *
 * @param value a whole number, or an expression
 * @param least the smallest that is allowed
 */
record Seconds(PayloadTemplate value, int least) {

    /** The longest that AWS takes, three years and two months (Amazon States Language, 2026). */
    static final int MOST = 99_999_999;

    static Seconds read(JsonNode value, String path, int least) {
        var template = PayloadTemplate.read(value, path, ExpressionPlace.INPUT);
        if (!(template instanceof PayloadTemplate.Computed)) {
            StateFields.readInteger(value, path, least, MOST);
        }
        return new Seconds(template, least);
    }

    /** @throws StateError when the expression fails, or gives anything but a whole number in range */
    Duration evaluate(ExpressionScope scope) {
        var number = value.evaluate(scope, JsonNodeType.NUMBER).decimalValue();
        if (value instanceof PayloadTemplate.Computed(var expression) && !isAllowed(number)) {
            // That AWS refuses it is in its documents of Wait and Task; how it words that, nobody has recorded.
            throw expression.failed(
                    "returned a number that is not a whole one from " + least + " to " + MOST + ": " + number);
        }
        return Duration.ofSeconds(number.longValue());
    }

    private boolean isAllowed(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0
                && number.compareTo(BigDecimal.valueOf(least)) >= 0
                && number.compareTo(BigDecimal.valueOf(MOST)) <= 0;
    }
}
