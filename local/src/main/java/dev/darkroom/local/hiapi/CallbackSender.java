package dev.darkroom.local.hiapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.local.Timeline;
import dev.darkroom.local.hiapi.marks.CallbackMark;
import dev.darkroom.local.hiapi.marks.RequestedMark;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Tells the end of a job: a POST of the bare task object, signed when there is a secret, at most four times, until one
 * is answered with 2xx (HiAPI's examples, webhooks, 2026). The offsets count from the first attempt.
 */
final class CallbackSender implements AutoCloseable {

    private static final List<Duration> OFFSETS =
            List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(20));
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** @param attempts how many have been made; all that there are once one was taken */
    private record State(int attempts, Instant first) {}

    private final SimulatorOptions options;
    private final Timeline timeline;
    private final Jobs jobs;
    private final JournalFile journal;
    private final JobDetail report;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final Map<String, State> states = new ConcurrentHashMap<>();
    private final AtomicInteger sent = new AtomicInteger();
    private volatile boolean closed;

    CallbackSender(SimulatorOptions options, Timeline timeline, Jobs jobs, JournalFile journal, JobDetail report) {
        this.options = options;
        this.timeline = timeline;
        this.jobs = jobs;
        this.journal = journal;
        this.report = report;
    }

    /** Takes up one line of the journal; lines of other kinds are not its own. */
    void restore(JsonNode line) {
        if (line.path("kind").asText().equals("callback")) {
            var first = Instant.parse(line.path("first").asText());
            states.put(line.path("id").asText(), new State(line.path("attempts").asInt(), first));
        }
    }

    /** Goes on with what an earlier process has left. */
    void resume() {
        for (var job : jobs.all()) {
            var state = states.get(job.id());
            if (state == null) {
                expect(job.with(job.marks().without(CallbackMark.EARLY)));
            } else if (state.attempts() < OFFSETS.size()) {
                var when = state.first().plus(OFFSETS.get(state.attempts()));
                timeline.schedule(when, () -> attempt(job.id(), state.attempts()));
            }
        }
    }

    /** Puts the first attempt on the agenda; an early one is made here and now, before the create is answered. */
    void expect(SimulatedJob job) {
        if (job.callback() == null || job.marks().has(CallbackMark.NONE) || job.endsAt() == null) {
            return;
        }
        if (job.marks().has(CallbackMark.EARLY)) {
            attempt(job.id(), 0);
            return;
        }
        var late = Duration.ofSeconds(job.marks().number(CallbackMark.LATE, 0));
        timeline.schedule(job.endsAt().plus(late), () -> attempt(job.id(), 0));
    }

    /** Callbacks sent so far, each copy of each attempt. */
    int sent() {
        return sent.get();
    }

    private void attempt(String id, int number) {
        var job = jobs.get(id);
        var now = timeline.instant();
        if (closed || !job.isFinal(now) || !begin(id, number, now)) {
            return;
        }
        var first = states.get(id).first();
        var taken = send(job, now, first);
        if (closed) {
            return;
        }
        var next = taken ? OFFSETS.size() : number + 1;
        states.put(id, new State(next, first));
        var line = HiapiAnswer.JSON.createObjectNode().put("kind", "callback").put("id", id);
        journal.add(line.put("attempts", next).put("first", first.toString()));
        if (next < OFFSETS.size()) {
            timeline.schedule(first.plus(OFFSETS.get(next)), () -> attempt(id, next));
        }
    }

    /** A job that was ended by hand has a first attempt on the agenda twice: one of them is made. */
    private synchronized boolean begin(String id, int number, Instant now) {
        var before = states.getOrDefault(id, new State(0, now));
        if (before.attempts() != number) {
            return false;
        }
        states.put(id, new State(number + 1, before.first()));
        return true;
    }

    private boolean send(SimulatedJob job, Instant now, Instant first) {
        var request = request(job, now, options.habits().resign() ? now : first);
        var copies = Math.min(
                100,
                job.marks().find(CallbackMark.MANY).map(RequestedMark::times).orElse(1));
        var answers = IntStream.range(0, copies)
                .mapToObj(_ -> client.sendAsync(request, BodyHandlers.discarding())
                        .thenApply(answer -> answer.statusCode() / 100 == 2)
                        .exceptionally(_ -> false))
                .toList();
        sent.addAndGet(copies);
        return answers.stream().map(CompletableFuture::join).reduce(false, Boolean::logicalOr);
    }

    private HttpRequest request(SimulatedJob job, Instant now, Instant signedAt) {
        var said = report.of(job, now);
        said.remove("storage"); // storage fields may be missing in callbacks (HiAPI's examples, 2026)
        if (job.marks().has(CallbackMark.STRANGER)) {
            said.put("taskId", JobId.at(now));
        }
        if (job.marks().has(CallbackMark.OVERSIZED)) {
            said.put("padding", "x".repeat(2 << 20));
        }
        var body = said.toString().getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(job.callback()).timeout(TIMEOUT).POST(BodyPublishers.ofByteArray(body));
        request.header("Content-Type", "application/json");
        if (options.callbackSecret() != null && !job.marks().has(CallbackMark.UNSIGNED)) {
            var stale = job.marks().has(CallbackMark.STALE);
            var time = Long.toString(signedAt.minusSeconds(stale ? 3600 : 0).getEpochSecond());
            var secret = options.callbackSecret() + (job.marks().has(CallbackMark.FORGED) ? "?" : "");
            request.header("X-HiAPI-Timestamp", time);
            request.header("X-HiAPI-Signature", Digest.signature(secret, time, body));
        }
        return request.build();
    }

    @Override
    public void close() {
        closed = true;
        client.shutdownNow();
    }
}
