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

    /** The provider refused for good. Only a bad key (401) and an empty account (402) concern everybody. */
    void refused(HiapiRefused refused) {
        var code = refused.refusal().code();
        if (!refused.refusal().equals(Refusal.AUTH) && !refused.refusal().equals(Refusal.BALANCE)) {
            return;
        }
        meter.write(Reading.of("provider_refused").with("code", code).with(Metric.PROVIDER_REFUSED, 1));
        if (breaker.refused(code, clock.instant())) {
            LOG.log(Level.ERROR, "the breaker paused the site: the provider keeps refusing with " + code);
            meter.write(Reading.of("breaker_opened").with("code", code).with(Metric.BREAKER_OPENED, 1));
        }
    }

    /** The provider asks to come again later; only its rate limit (429) is counted. */
    void busy(HiapiBusy busy) {
        if (busy.isRateLimit()) {
            meter.write(Reading.of("provider_busy").with(Metric.PROVIDER_BUSY, 1));
        }
    }
}
