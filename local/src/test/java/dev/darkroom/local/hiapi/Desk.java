package dev.darkroom.local.hiapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.local.ManualTimeline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/** A simulated hiapi, a clock that stands still, and a client that talks to it. */
final class Desk implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    static final SimulatorOptions SMALL =
            SimulatorOptions.defaults().withPixelsAt1K(64 * 64).withLimits(10_000, 1_000, 0);
    private static final ObjectMapper JSON = new ObjectMapper();

    final ManualTimeline timeline;
    final SimulatedHiapi hiapi;
    final HttpClient client = HttpClient.newHttpClient();

    Desk(SimulatorOptions options) {
        this(options, new ManualTimeline(START));
    }

    Desk(SimulatorOptions options, ManualTimeline timeline) {
        this.timeline = timeline;
        hiapi = SimulatedHiapi.open(options, timeline);
    }

    static String body(String prompt) {
        return "{\"model\":\"Nano-Banana-2\",\"input\":{\"prompt\":" + JSON.valueToTree(prompt) + "}}";
    }

    static String body(String prompt, URI callback) {
        return body(prompt).replaceFirst("}$", ",\"callback\":{\"url\":\"" + callback + "\",\"when\":\"final\"}}");
    }

    HttpRequest.Builder tasks(String path) {
        return HttpRequest.newBuilder(URI.create(hiapi.baseUrl() + "/tasks" + path))
                .header("Authorization", "Bearer sk-test");
    }

    HttpRequest.Builder posting(String body) {
        return tasks("").header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> create(String body) throws Exception {
        return send(posting(body));
    }

    HttpResponse<String> create(String body, String key) throws Exception {
        return send(posting(body).header("Idempotency-Key", key));
    }

    /** Creates a job that is expected to be made, and answers with its id. */
    String made(String prompt) throws Exception {
        return id(create(body(prompt)));
    }

    static String id(HttpResponse<String> answer) throws Exception {
        return json(answer).path("data").path("taskId").asText();
    }

    static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }

    HttpResponse<String> read(String id) throws Exception {
        return send(tasks("/" + id));
    }

    JsonNode detail(String id) throws Exception {
        return json(read(id)).path("data");
    }

    HttpResponse<byte[]> get(String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
    }

    /** Waits for a job's end and fetches its first output. */
    HttpResponse<byte[]> output(String id) throws Exception {
        return get(url(id));
    }

    String url(String id) throws Exception {
        return detail(id).path("output").path(0).path("url").asText();
    }

    void advance(long seconds) {
        timeline.advance(Duration.ofSeconds(seconds));
    }

    /** Spins until as many answers wait for the timeline: the server works on other threads. */
    void awaitHeldBack(int count) {
        while (hiapi.heldBack() != count) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        hiapi.close();
    }
}
