package dev.darkroom.house;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.aws.CallTimeouts;
import dev.darkroom.task.RemainingTime;
import org.junit.jupiter.api.Test;

/** The time that the template gives a function, and what the code makes of it. */
class TimeLimitsTest {

    /** HTTP APIs wait so long for a function: docs/aws-facts.md, limit. */
    private static final int LONGEST_INTEGRATION = 30;

    /** One call that takes all its time, and what has to be done after it. */
    @Test
    void aFunctionOutlivesTheLongestCall() {
        var needed = CallTimeouts.QUICK.call().plus(RemainingTime.KEPT).toSeconds();
        House.functions().forEach((id, function) -> {
            var has = timeout(id);
            assertTrue(has > needed, id + " has " + has + " s and needs more than " + needed);
        });
        assertTrue(CallTimeouts.QUICK.attempt().compareTo(CallTimeouts.QUICK.call()) < 0, "there is time to try again");
    }

    @Test
    void theApisFunctionsAnswerBeforeTheGatewayGivesUp() {
        for (var name : House.handlers("api")) {
            assertTrue(timeout(name + "Function") < LONGEST_INTEGRATION, name);
        }
    }

    /** Else the machine would see its own timeout, which is not retried as an error of the function's is. */
    @Test
    void aStepsFunctionEndsBeforeItsState() {
        House.tasks().forEach((name, state) -> {
            var longest = state.get("TimeoutSeconds");
            if (longest.isNumber()) {
                assertTrue(timeout(name + "Function") < longest.asInt(), name);
            }
        });
    }

    private static int timeout(String function) {
        var own = House.functions().get(function).at("/Properties/Timeout");
        return (own.isMissingNode() ? House.template().at("/Globals/Function/Timeout") : own).asInt();
    }
}
