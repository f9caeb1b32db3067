package dev.darkroom.steps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.admission.Breaker;
import dev.darkroom.admission.ProviderHealth;
import dev.darkroom.admission.ProviderQueue;
import dev.darkroom.admission.RateSlots;
import dev.darkroom.hiapi.Hiapi;
import dev.darkroom.hiapi.HiapiBusy;
import dev.darkroom.hiapi.HiapiRefused;
import dev.darkroom.task.Flow;
import dev.darkroom.task.Job;
import dev.darkroom.task.MemoryGate;
import dev.darkroom.task.MemoryTasks;
import dev.darkroom.task.Specimen;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Submit must not do: send a request so late that the provider has forgotten its key, or with a wait too long. */
class SubmitTest {

    private final MemoryTasks tasks = new MemoryTasks();
    private final AtomicInteger sent = new AtomicInteger();
    /** What the provider answers in turn; empty, and when there is no more, with a page of a gateway's. */
    private final Deque<String> answers = new ConcurrentLinkedDeque<>();

    private HttpServer provider;

    @BeforeEach
    void open() throws Exception {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            sent.incrementAndGet();
            var answer = answers.isEmpty() ? "" : answers.removeFirst();
            exchange.sendResponseHeaders(answer.isEmpty() ? 503 : Integer.parseInt(answer.substring(8, 11)), 0);
            exchange.getResponseBody().write(answer.getBytes(UTF_8));
            exchange.close();
        });
        provider.start();
    }

    @AfterEach
    void close() {
        provider.stop(0);
    }

    private Submit submitAt(Instant now) {
        return submitAt(now, unused(Flow.class));
    }

    private Submit submitAt(Instant now, Flow flow) {
        var clock = InstantSource.fixed(now);
        var queue = new ProviderQueue(new MemoryGate(RateSlots.of(10, 60)), tasks, flow, 10, clock);
        var base = URI.create("http://127.0.0.1:" + provider.getAddress().getPort());
        var hiapi = new Hiapi(base, () -> "key", clock);
        var health = new ProviderHealth(unused(Breaker.class), reading -> {}, clock);
        return new Submit(tasks, flow, queue, hiapi, health, Duration.ofHours(1), clock);
    }

    private static <T> T unused(Class<T> port) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, given) -> {
                    throw new AssertionError(method.getName() + " is not called");
                }));
    }

    /** A task that was sent, or was about to be: its job's id never reached us. */
    private String admittedAtNoon() {
        var task = Specimen.task();
        tasks.open(task, Specimen.AMPLE);
        tasks.markWaiting(task.id(), "token", Specimen.NOON);
        return task.id();
    }

    @Test
    void withinItsTimeTheRequestIsSentAgain() {
        var taskId = admittedAtNoon();
        var input = Map.of("taskId", taskId, "token", "another");
        assertThrows(
                HiapiBusy.class, () -> submitAt(Specimen.NOON.plusSeconds(899)).handleRequest(input, null));
        assertEquals(1, sent.get());
    }

    private static final String BUSY = "{\"code\":429,\"message\":\"slower\",\"data\":null}";
    private static final String REFUSED = "{\"code\":403,\"message\":\"no\",\"data\":null}";

    /** A create with this key that may have been heard may have made a job, whatever is said of a later one. */
    @ParameterizedTest
    @CsvSource({"1, 0, true", "0, 0, false", "0, 3, false", "1, 3, true"})
    void whatMayHaveBeenHeardIsChargedAlsoWhenALaterTryIsRefused(int unread, int turnedAway, boolean charged) {
        for (var i = 0; i < unread; i++) {
            answers.add("");
        }
        for (var i = 0; i < turnedAway; i++) {
            answers.add(BUSY);
        }
        answers.add(REFUSED);
        var task = Specimen.task();
        tasks.open(task, Specimen.AMPLE);
        var input = Map.of("taskId", task.id(), "token", "token");
        for (var i = 0; i < unread + turnedAway; i++) {
            assertThrows(HiapiBusy.class, () -> submitAt(Specimen.NOON).handleRequest(input, null));
        }
        assertThrows(HiapiRefused.class, () -> submitAt(Specimen.NOON).handleRequest(input, null));
        var report =
                (Job.Report.Failed) tasks.find(task.id()).orElseThrow().job().report();
        assertEquals(charged, report.failure().billable());
        assertEquals("provider_permission", report.failure().code());
    }

    @Test
    void whoWasAlwaysTurnedAwayIsNotCharged() {
        answers.addAll(List.of(BUSY, BUSY));
        var task = Specimen.task();
        tasks.open(task, Specimen.AMPLE);
        var input = Map.of("taskId", task.id(), "token", "token");
        for (var i = 0; i < 2; i++) {
            assertThrows(HiapiBusy.class, () -> submitAt(Specimen.NOON).handleRequest(input, null));
        }
        var job = tasks.find(task.id()).orElseThrow().job();
        var failure = FailureReasons.of(job, HiapiBusy.class.getName());
        assertEquals("provider_busy false", failure.code() + " " + failure.billable());
    }

    @Test
    void whoFindsItsPlaceInALongWaitGoesRoundOnceMoreBeforeItSends() {
        var task = Specimen.task();
        tasks.open(task, Specimen.AMPLE);
        var said = new ArrayList<String>();
        var flow = Flow.class.cast(Proxy.newProxyInstance(
                Flow.class.getClassLoader(), new Class<?>[] {Flow.class}, (proxy, method, given) -> {
                    said.add(method.getName() + " " + given[1]);
                    return true;
                }));
        var input = Map.of("taskId", task.id(), "token", "token", "patient", "true");
        submitAt(Specimen.NOON, flow).handleRequest(input, null);
        assertEquals(List.of("resumeAfter PT0S"), said);
        assertEquals(0, sent.get());
    }

    /** No deadline is longer than 23 hours (Settings), and the provider keeps keys for 24 (HiAPI's docs, 2026). */
    @Test
    void pastItsDeadlineItIsNeverSentAgainNotEvenByARepair() {
        var taskId = admittedAtNoon();
        for (var later : new Duration[] {Duration.ofSeconds(900), Duration.ofHours(23), Duration.ofDays(30)}) {
            var again = Map.of("taskId", taskId + "-r1", "token", "another");
            assertThrows(
                    DeadlinePassed.class,
                    () -> submitAt(Specimen.NOON.plus(later)).handleRequest(again, null));
        }
        assertEquals(0, sent.get());
    }
}
