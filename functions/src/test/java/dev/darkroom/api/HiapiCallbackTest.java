package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.admission.ProviderQueue;
import dev.darkroom.admission.RateSlots;
import dev.darkroom.metrics.MetricEvent;
import dev.darkroom.task.MemoryFlow;
import dev.darkroom.task.MemoryGate;
import dev.darkroom.task.MemoryTasks;
import dev.darkroom.task.Specimen;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HiapiCallbackTest {

    private static final String ID = "callme22222222222222222222222222";
    private static final String BODY =
            "{\"taskId\":\"%s\",\"status\":\"success\",\"output\":[{\"url\":\"https://a.example/1\"}]}";

    private final MemoryTasks tasks = new MemoryTasks();
    private final MemoryFlow flow = new MemoryFlow();
    private final List<MetricEvent> metered = new ArrayList<>();

    private int call(String secret, String body) throws Exception {
        var time = Long.toString(Specimen.NOON.getEpochSecond());
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var signature = HexFormat.of().formatHex(mac.doFinal((time + "." + body).getBytes(StandardCharsets.UTF_8)));
        var event = Events.get("198.51.100.7", Map.of("x-hiapi-timestamp", time, "x-hiapi-signature", signature));
        event.setPathParameters(Map.of("taskId", ID));
        event.setBody(body);
        var clock = InstantSource.fixed(Specimen.NOON);
        var queue = new ProviderQueue(new MemoryGate(RateSlots.of(9, 60)), tasks, flow, 9, clock);
        return new HiapiCallback(tasks, flow, queue, Events.VISITORS, metered::add, () -> Optional.of("secret"), clock)
                .handleRequest(event, null)
                .getStatusCode();
    }

    @Test
    void whatIsSignedAndOfThisJobEndsTheWait() throws Exception {
        var ours = BODY.replace("%s", "tk-1");
        assertEquals(401, call("another secret", ours));
        assertEquals(404, call("secret", ours));
        tasks.open(Specimen.task(ID, Specimen.visitor(), "fingerprint", Specimen.NOON), Specimen.AMPLE);
        tasks.markWaiting(ID, "token", Specimen.NOON);
        assertEquals(503, call("secret", ours), "Submit has not noted the job's id yet");
        tasks.markSubmitted(ID, "tk-1", Specimen.NOON);
        assertEquals(400, call("secret", "{}"));
        assertEquals(409, call("secret", BODY.replace("%s", "tk-2")));
        assertEquals(List.of(), flow.calls);
        assertEquals(200, call("secret", ours));
        assertEquals(List.of("finish token " + ID), flow.calls);
        assertEquals(
                List.of("callback_refused", "callback_refused"),
                metered.stream().map(MetricEvent::event).toList());
    }
}
