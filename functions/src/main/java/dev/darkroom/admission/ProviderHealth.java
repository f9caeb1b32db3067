package dev.darkroom.admission;

import dev.darkroom.hiapi.HiapiBusy;
import dev.darkroom.hiapi.HiapiRefused;
import dev.darkroom.hiapi.Refusal;
import dev.darkroom.metrics.Meter;
import dev.darkroom.metrics.Metric;
import dev.darkroom.metrics.MetricEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;

/** What the provider's answers mean beyond the task at hand: what it refuses to one, it will refuse to all. */
public final class ProviderHealth {

    private static final Logger LOG = System.getLogger(ProviderHealth.class.getName());

    private final Breaker breaker;
    private final Meter meter;
    private final InstantSource clock;

    public ProviderHealth(Breaker breaker, Meter meter, InstantSource clock) {
        this.breaker = breaker;
        this.meter = meter;
        this.clock = clock;
    }

    /** The provider took a request. */
    public void recordSuccess() {
        breaker.recordSuccess();
    }

    /**
     * The provider refused for good. What only the owner can put right is counted; a bad key (401) and an empty account
     * (402) are refused to everybody.
     */
    public void recordRefusal(HiapiRefused refused) {
        var refusal = refused.refusal();
        if (!refusal.ownersFault()) {
            return;
        }
        var code = refusal.code();
        meter.write(MetricEvent.of("provider_refused").with("code", code).with(Metric.PROVIDER_REFUSED, 1));
        if (!refusal.equals(Refusal.AUTH) && !refusal.equals(Refusal.BALANCE)) {
            return;
        }
        if (breaker.recordRefusal(code, clock.instant())) {
            LOG.log(Level.ERROR, "the breaker paused the site: the provider keeps refusing with " + code);
            meter.write(MetricEvent.of("breaker_opened").with("code", code).with(Metric.BREAKER_OPENED, 1));
        }
    }

    /** The provider asks to come again later, or is not to be reached; only its rate limit (429) counts as busy. */
    public void recordBusy(HiapiBusy busy) {
        busy.silence()
                .ifPresent(silence -> meter.write(MetricEvent.of("provider_unreachable")
                        .with("reason", silence.word())
                        .with(Metric.PROVIDER_UNREACHABLE, 1)));
        if (busy.isRateLimit()) {
            meter.write(MetricEvent.of("provider_busy").with(Metric.PROVIDER_BUSY, 1));
        }
    }
}
