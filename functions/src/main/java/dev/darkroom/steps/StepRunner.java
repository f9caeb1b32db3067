package dev.darkroom.steps;

import com.amazonaws.services.lambda.runtime.Context;
import dev.darkroom.admission.ProviderHealth;
import dev.darkroom.hiapi.HiapiBusy;
import dev.darkroom.hiapi.UnreachableReason;
import dev.darkroom.task.RemainingTime;
import java.util.function.Supplier;

/** The edge of every step: it ends with an error of our own before Lambda would end it without one. */
final class StepRunner {

    private StepRunner() {}

    /** Tells the health what the provider, or the way to it, did instead of answering. */
    static void recordBusy(ProviderHealth health, HiapiBusy busy) {
        busy.unreachable().map(UnreachableReason::word).ifPresent(health::recordUnreachable);
        if (busy.isRateLimit()) {
            health.recordRateLimit();
        }
    }

    /** @param context Lambda's; null where nobody stops us, as in tests */
    static <T> T run(Context context, Supplier<T> work) {
        return context == null ? work.get() : RemainingTime.runWithin(context::getRemainingTimeInMillis, work);
    }
}
