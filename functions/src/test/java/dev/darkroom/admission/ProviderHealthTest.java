package dev.darkroom.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.hiapi.HiapiFailureKind;
import dev.darkroom.metrics.Metric;
import dev.darkroom.metrics.MetricEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of the provider's refusals the owner is told, and what pauses the site. */
class ProviderHealthTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    private final List<MetricEvent> readings = new ArrayList<>();
    private final List<String> counted = new ArrayList<>();
    private boolean opens;

    private final ProviderHealth health = new ProviderHealth(
            new Breaker() {
                @Override
                public boolean recordRefusal(String code, Instant now) {
                    assertEquals(NOON, now);
                    counted.add(code);
                    return opens;
                }

                @Override
                public void recordSuccess() {
                    counted.clear();
                }
            },
            readings::add,
            InstantSource.fixed(NOON));

    /** The alarm on it names no code: each must reach it. */
    @Test
    void everyRefusalThatOnlyTheOwnerCanPutRightIsCounted() {
        for (var value : HiapiFailureKind.values()) {
            readings.clear();
            var failure = value.failure();
            health.recordFailure(failure);
            var reading = MetricEvent.of("provider_refused")
                    .with("code", failure.code())
                    .with(Metric.PROVIDER_REFUSED, 1);
            assertEquals(failure.ownersFault() ? List.of(reading) : List.of(), readings, failure.code());
        }
        assertEquals(List.of("provider_auth", "provider_balance"), counted, "what is refused to everybody");
    }

    @Test
    void thatTheSiteIsPausedIsToldOnce() {
        opens = true;
        health.recordFailure(HiapiFailureKind.BALANCE.failure());
        opens = false;
        health.recordFailure(HiapiFailureKind.BALANCE.failure());
        assertEquals(
                List.of(MetricEvent.of("breaker_opened")
                        .with("code", "provider_balance")
                        .with(Metric.BREAKER_OPENED, 1)),
                readings.stream()
                        .filter(reading -> reading.event().equals("breaker_opened"))
                        .toList());
    }
}
