package dev.darkroom.admission;

import dev.darkroom.metrics.Meter;
import dev.darkroom.metrics.Metric;
import dev.darkroom.metrics.MetricEvent;
import dev.darkroom.task.Failure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Set;

/** What the provider's answers mean beyond the task at hand: what it refuses to one, it will refuse to all. */
public final class ProviderHealth {

    private static final Logger LOG = System.getLogger(ProviderHealth.class.getName());

    /** A wrong key and an empty account. */
    private static final Set<String> REFUSED_TO_ALL = Set.of("provider_auth", "provider_balance");

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
     * The provider refused for good, or failed a job. What only the owner can fix raises an alarm; what every task will
     * meet counts towards the pause.
     */
    public void recordFailure(Failure failure) {
        if (!failure.ownersFault()) {
            return;
        }
        var code = failure.code();
        meter.write(MetricEvent.of("provider_refused").with("code", code).with(Metric.PROVIDER_REFUSED, 1));
        if (REFUSED_TO_ALL.contains(code) && breaker.recordRefusal(code, clock.instant())) {
            LOG.log(Level.ERROR, "the breaker paused the site: the provider keeps refusing with " + code);
            meter.write(MetricEvent.of("breaker_opened").with("code", code).with(Metric.BREAKER_OPENED, 1));
        }
    }

    /** The provider's rate limit turned a request away (429). */
    public void recordRateLimit() {
        meter.write(MetricEvent.of("provider_busy").with(Metric.PROVIDER_BUSY, 1));
    }

    /**
     * A request got no answer of the provider's.
     *
     * @param reason a word to count by, such as {@code unknown_host}
     */
    public void recordUnreachable(String reason) {
        meter.write(
                MetricEvent.of("provider_unreachable").with("reason", reason).with(Metric.PROVIDER_UNREACHABLE, 1));
    }
}
