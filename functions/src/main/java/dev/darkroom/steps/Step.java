package dev.darkroom.steps;

import com.amazonaws.services.lambda.runtime.Context;
import dev.darkroom.task.TimeLimit;
import java.util.function.Supplier;

/** The edge of every step: it ends with an error of our own before Lambda would end it without one. */
final class Step {

    private Step() {}

    /** @param context Lambda's; null where nobody stops us, as in tests */
    static <T> T within(Context context, Supplier<T> work) {
        return context == null ? work.get() : TimeLimit.within(context::getRemainingTimeInMillis, work);
    }
}
