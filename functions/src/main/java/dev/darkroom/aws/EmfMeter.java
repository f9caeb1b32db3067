package dev.darkroom.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.metrics.Meter;
import dev.darkroom.metrics.MetricEvent;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * {@link Meter} in CloudWatch's embedded metric format: a line of JSON in a function's log, which CloudWatch itself
 * turns into metrics. Nothing is called and nothing waits for it. There are no dimensions: every value of one would be
 * another metric to pay for, while the line's words can be searched for nothing more.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
 *     CloudWatch's user guide, Embedded metric format specification</a>
 */
public final class EmfMeter implements Meter {

    private final InstantSource clock;
    private final Consumer<String> lines;
    private final String namespace;
    private final JsonMapper json = new JsonMapper();

    /**
     * @param lines takes one line at a time: in Lambda the standard output, as it is, without a logger's own words
     * @param namespace of all metrics; it tells stacks apart as a dimension would, and a metric filter can have it too
     */
    public EmfMeter(InstantSource clock, Consumer<String> lines, String namespace) {
        this.clock = clock;
        this.lines = lines;
        this.namespace = namespace;
    }

    @Override
    public void write(MetricEvent reading) {
        try {
            lines.accept(json.writeValueAsString(line(reading)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a reading holds words and numbers only", e);
        }
    }

    private ObjectNode line(MetricEvent reading) {
        var line = json.createObjectNode();
        var about = line.putObject("_aws").put("Timestamp", clock.millis());
        var metrics = about.putArray("CloudWatchMetrics").addObject().put("Namespace", namespace);
        metrics.putArray("Dimensions").addArray();
        var names = metrics.putArray("Metrics");
        line.put("event", reading.event());
        reading.words().forEach(line::putPOJO);
        reading.numbers().forEach((metric, number) -> {
            names.addObject().put("Name", metric.title()).put("Unit", metric.unit());
            line.putPOJO(metric.title(), number);
        });
        return line;
    }
}
