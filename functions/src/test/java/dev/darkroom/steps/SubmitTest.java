package dev.darkroom.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.hiapi.Hiapi;
import dev.darkroom.hiapi.HiapiBusy;
import dev.darkroom.task.Breaker;
import dev.darkroom.task.Flow;
import dev.darkroom.task.MemoryGate;
import dev.darkroom.task.MemoryTasks;
import dev.darkroom.task.Pacing;
import dev.darkroom.task.Specimen;
import dev.darkroom.task.Turnstile;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Submit must not do: send a request so late that the provider has forgotten its key, or with a wait too long. */
class SubmitTest {

    private final MemoryTasks tasks = new MemoryTasks();
    private final AtomicInteger sent = new AtomicInteger();
    private HttpServer provider;

    @BeforeEach
    void open() throws Exception {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            sent.incrementAndGet();
            exchange.sendResponseHeaders(503, -1);
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
        var turnstile = new Turnstile(new MemoryGate(Pacing.of(10, 60)), tasks, flow, 10, clock);
        var base = URI.create("http://127.0.0.1:" + provider.getAddress().getPort());
        var hiapi = new Hiapi(base, () -> "key", clock);
        var watch = new Watch(unused(Breaker.class), reading -> {}, clock);
        return new Submit(tasks, flow, turnstile, hiapi, watch, Duration.ofHours(1), clock);
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
        tasks.waiting(task.id(), "token", Specimen.NOON);
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
        assertEquals(List.of("later PT0S"), said);
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
