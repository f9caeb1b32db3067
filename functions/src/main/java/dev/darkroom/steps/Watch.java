package dev.darkroom.steps;

import dev.darkroom.hiapi.HiapiBusy;
import dev.darkroom.hiapi.HiapiRefused;
import dev.darkroom.hiapi.Refusal;
import dev.darkroom.task.Breaker;
import dev.darkroom.task.Meter;
import dev.darkroom.task.Metric;
import dev.darkroom.task.Reading;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;

/** What the provider's answers mean beyond the task at hand: what it refuses to one, it will refuse to all. */
public final class Watch {

    private static final Logger LOG = System.getLogger(Watch.class.getName());

    private final Breaker breaker;
    private final Meter meter;
    private final InstantSource clock;

    public Watch(Breaker breaker, Meter meter, InstantSource clock) {
        this.breaker = breaker;
        this.meter = meter;
        this.clock = clock;
    }

    /** The provider took a request. */
    void accepted() {
        breaker.accepted();
    }

    /**
     * The provider refused for good. What only the owner can put right is counted; a bad key (401) and an empty account
     * (402) are refused to everybody.
     */
    void refused(HiapiRefused refused) {
        var refusal = refused.refusal();
        if (!refusal.ownersFault()) {
            return;
        }
        var code = refusal.code();
        meter.write(Reading.of("provider_refused").with("code", code).with(Metric.PROVIDER_REFUSED, 1));
        if (!refusal.equals(Refusal.AUTH) && !refusal.equals(Refusal.BALANCE)) {
            return;
        }
        if (breaker.refused(code, clock.instant())) {
            LOG.log(Level.ERROR, "the breaker paused the site: the provider keeps refusing with " + code);
            meter.write(Reading.of("breaker_opened").with("code", code).with(Metric.BREAKER_OPENED, 1));
        }
    }

    /** The provider asks to come again later, or is not to be reached; only its rate limit (429) counts as busy. */
    void busy(HiapiBusy busy) {
        busy.silence()
                .ifPresent(silence -> meter.write(Reading.of("provider_unreachable")
                        .with("reason", silence.word())
                        .with(Metric.PROVIDER_UNREACHABLE, 1)));
        if (busy.isRateLimit()) {
            meter.write(Reading.of("provider_busy").with(Metric.PROVIDER_BUSY, 1));
        }
    }
}
