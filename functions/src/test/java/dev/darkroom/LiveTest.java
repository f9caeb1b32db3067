package dev.darkroom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.darkroom.metrics.Metric;
import dev.darkroom.metrics.MetricEvent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveTest {

    /** Two stacks in one account differ in nothing else: their alarms look at their own. */
    @Test
    void itsMetricsAreInTheNamespaceThatItIsGiven() throws Exception {
        assertEquals("Darkroom/one", namespace(Map.of("METRICS_NAMESPACE", "Darkroom/one")));
        assertEquals("Darkroom", namespace(Map.of()));
    }

    private static String namespace(Map<String, String> settings) throws Exception {
        var lines = new ArrayList<String>();
        new Live(settings, InstantSource.system(), lines::add)
                .meter()
                .write(MetricEvent.of("provider_refused").with(Metric.PROVIDER_REFUSED, 1));
        return new JsonMapper()
                .readTree(lines.getFirst())
                .at("/_aws/CloudWatchMetrics/0/Namespace")
                .asText();
    }
}
