package dev.darkroom.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.local.Caller;
import dev.darkroom.local.RealTimeline;
import dev.darkroom.local.hiapi.SimulatedHiapi;
import dev.darkroom.local.hiapi.SimulatorOptions;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;

/**
 * 2,000 tasks against a provider with 5 % of every fault, several of them together, while the server is killed five times
 * and started again. Each task must end in its one right way, be billed once, and count as it ended; each picture must be
 * the provider's, and the last server's heap at the end at most twice that of its first tasks.
 */
final class Chaos implements Measurement {

    private static final int TASKS = Integer.getInteger("bench.size", 2000);
    private static final int KILLS = Integer.getInteger("chaos.kills", 5);
    private static final int CLIENTS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final String KEY = "sk-chaos";
    private static final String SECRET = "a-signing-key-for-the-soak";

    private static final long SEED = Long.getLong("chaos.seed", System.nanoTime());

    private final Random random = new Random(SEED);
    private final Map<String, Fault> tasks = new TreeMap<>();
    private final CookieManager cookies = new CookieManager();
    private final AtomicReference<RunningServer> server = new AtomicReference<>();
    private Path data;
    private int port;
    private URI url;
    private SimulatedHiapi provider;

    @Override
    public Report take(Path folder) throws Exception {
        data = folder.resolve("data");
        port = freePort();
        url = URI.create("http://localhost:" + port);
        var options = SimulatorOptions.defaults()
                .withFolder(folder.resolve("hiapi"))
                .withApiKey(KEY)
                .withCallbackSecret(SECRET)
                .withLimits(1_000_000, 1000, 0)
                .withPixelsAt1K(64 * 64);
        try (var timeline = new RealTimeline();
                var simulated = SimulatedHiapi.open(options, timeline)) {
            provider = simulated;
            start();
            try {
                new Caller(url, cookies).get("/api/quota");
                var began = Instant.now();
                var heapEarly = makeAll();
                awaitAll();
                return report(Duration.between(began, Instant.now()), heapEarly);
            } finally {
                server.get().close();
            }
        }
    }

    private void start() throws Exception {
        server.set(new RunningServer(
                data,
                port,
                Map.ofEntries(
                        Map.entry("HIAPI_BASE_URL", provider.baseUrl()),
                        Map.entry("HIAPI_API_KEY", KEY),
                        Map.entry("HIAPI_CALLBACK_SECRET", SECRET),
                        Map.entry("CALLBACK_BASE_URL", url.toString()),
                        Map.entry("CALLBACK_WAIT_SECONDS", "15"),
                        Map.entry("TASK_DEADLINE_SECONDS", "180"),
                        Map.entry("QUEUE_DEADLINE_SECONDS", "7200"),
                        Map.entry("DAILY_LIMIT", "100000"),
                        Map.entry("DAILY_LIMIT_PER_ADDRESS", "100000"),
                        Map.entry("DAILY_BUDGET_USD", "100000"),
                        Map.entry("MONTHLY_BUDGET_USD", "100000"),
                        Map.entry("PROVIDER_REQUESTS_PER_MINUTE", "6000"),
                        Map.entry("PROVIDER_CONCURRENT", "60"))));
    }

    /** @return the heap in use, in kilobytes, when the last server has made a few */
    private long makeAll() throws Exception {
        var share = TASKS / (KILLS + 1);
        var heap = 0L;
        for (var life = 0; life <= KILLS; life++) {
            var first = life * share;
            var last = life == KILLS ? TASKS : first + share;
            var rest = first + share / 4;
            make(first, rest);
            heap = server.get().heap();
            if (life < KILLS) {
                var killer = Thread.startVirtualThread(this::killAtARandomMoment);
                make(rest, last);
                killer.join();
            } else {
                make(rest, last);
            }
        }
        return heap;
    }

    private void killAtARandomMoment() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(100, 6000));
            server.get().kill();
            start();
        } catch (Exception e) {
            throw new IllegalStateException("the server does not come back", e);
        }
    }

    private void make(int from, int to) {
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (var number = from; number < to; number++) {
                var fault = Fault.drawnBy(random);
                clients.submit(() -> {
                    var id = make(fault);
                    synchronized (tasks) {
                        tasks.put(id, fault);
                    }
                });
            }
        }
    }

    /** As a browser does: the same click again until there is an answer. */
    private String make(Fault fault) {
        var key = UUID.randomUUID().toString();
        var body = String.format(Locale.ROOT, "{\"prompt\":\"a kettle [[time=2]] %s\"}", fault.marks());
        return patiently(() -> {
                    var reply = new Caller(url, cookies).post("/api/images", body, "Idempotency-Key", key);
                    if (reply.status() >= 500) {
                        throw new IllegalStateException(reply.toString());
                    }
                    return reply.json();
                })
                .path("taskId")
                .asText();
    }

    private void awaitAll() {
        for (var id : tasks.keySet()) {
            patiently(() -> {
                var task = task(id);
                if (!task.hasNonNull("completedAt")) {
                    throw new IllegalStateException(id + " has not ended: " + task);
                }
                return task;
            });
        }
    }

    private JsonNode task(String id) {
        return new Caller(url, cookies).get("/api/images/" + id).json();
    }

    private interface Ask {
        JsonNode once();
    }

    private static JsonNode patiently(Ask ask) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return ask.once();
            } catch (UncheckedIOException | IllegalStateException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Report report(Duration took, long heapEarly) throws Exception {
        var verdict = new ChaosVerdict(provider, new Caller(url, cookies), KEY);
        // Some reads and some outputs are slow by their marks.
        var wrong = tasks.entrySet().parallelStream()
                .flatMap(entry -> verdict.faults(task(entry.getKey()), entry.getValue()).stream())
                .toList();
        wrong.stream().limit(20).forEach(System.out::println);
        var used =
                new Caller(url, cookies).get("/api/quota").json().path("used").asInt();
        var heapLate = server.get().heap();
        var report = Report.of("after " + TASKS + " tasks and " + KILLS + " kills", "found", "expected")
                .row("tasks that ended as they should", "" + (tasks.size() - wrong.size()), "" + TASKS)
                .row(
                        "pictures read and the provider's, byte by byte",
                        "" + verdict.identical(),
                        "" + verdict.successes())
                .row("the visitor's allowance used", "" + used, "" + verdict.successes())
                .row("jobs billed", "" + provider.billed(), "" + verdict.submitted())
                .row("heap of the last server, early and at the end", heapEarly / 1024 + " MB", heapLate / 1024 + " MB")
                .ratio(
                        "%d of %d are right, in %d s, with the faults of seed %d; the heap at the end is %.2f x that of a few tasks.",
                        tasks.size() - wrong.size(), TASKS, took.toSeconds(), SEED, heapLate / (double) heapEarly);
        if (!wrong.isEmpty()
                || tasks.size() != TASKS
                || used != verdict.successes()
                || heapLate > 2 * heapEarly
                || provider.billed() != verdict.submitted()) {
            System.out.println(report.text());
            throw new IllegalStateException("that is not as expected");
        }
        return report;
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
