package dev.darkroom.local.hiapi;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.local.Timeline;
import dev.darkroom.local.front.HostFilter;
import dev.darkroom.local.hiapi.drawing.DrawingCache;
import dev.darkroom.local.hiapi.marks.RequestedMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A small, honest imitation of hiapi on 127.0.0.1: the same routes, limits, statuses and callbacks, and pictures that
 * are drawn here. Its time is the timeline's. It misbehaves when it is told to, by marks in a prompt or by {@link
 * #misbehave}; docs/simulated-hiapi.md lists them.
 */
public final class SimulatedHiapi implements AutoCloseable {

    static {
        // The server writes headers and body apart; with Nagle's algorithm the second waits some 40 ms for an ACK.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Pictures are drawn without a screen.
        System.setProperty("java.awt.headless", "true");
    }

    private static final String REMEMBERED_PORT = "port";

    private final Timeline timeline;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final JournalFile journal;
    private final Jobs jobs;
    private final CallbackSender callbacks;
    private final CreateJob create;
    private final HeldAnswers held;
    private final DrawingCache drawings = new DrawingCache();
    private final RequestCounts requests = new RequestCounts();

    private SimulatedHiapi(SimulatorOptions options, Timeline timeline) throws IOException {
        this.timeline = timeline;
        journal = new JournalFile(options.folder());
        server = bind(options);
        jobs = new Jobs(journal);
        held = new HeldAnswers(timeline);
        var report = new JobDetail(origin());
        var keys = new IdempotencyKeys();
        callbacks = new CallbackSender(options, timeline, jobs, journal, report);
        for (var line : journal.read()) {
            jobs.restore(line);
            callbacks.restore(line);
        }
        jobs.all().forEach(keys::settle);
        create = new CreateJob(options, timeline, jobs, keys, this::begin, held);
        var read = new ReadJobs(timeline, jobs, report, held, options.habits().retryAfter());
        var outputs = new OutputFiles(timeline, jobs, report, drawings, held);
        var page = new ControlPage(timeline, jobs);
        var front = new HiapiRouter(options, timeline, create, read, outputs, page::html, requests);
        server.createContext("/", front::handle).getFilters().add(new HostFilter());
        server.setExecutor(workers);
    }

    /** Starts it, and takes up the jobs that an earlier one has left in the folder. */
    public static SimulatedHiapi open(SimulatorOptions options, Timeline timeline) {
        try {
            var hiapi = new SimulatedHiapi(options, timeline);
            hiapi.server.start();
            hiapi.resume();
            return hiapi;
        } catch (IOException e) {
            throw new UncheckedIOException("the simulated hiapi cannot listen", e);
        }
    }

    private void resume() {
        callbacks.resume();
        var now = timeline.instant();
        jobs.all().stream().filter(job -> !job.isFinal(now)).forEach(this::drawAhead);
    }

    private void begin(SimulatedJob job) {
        drawAhead(job);
        callbacks.expect(job);
    }

    /** A picture takes a moment to draw; nobody shall wait for it after the job has ended. */
    private void drawAhead(SimulatedJob job) {
        if (job.length() != null && !job.length().isZero() && job.failure() == null) {
            timeline.schedule(job.created().plus(job.length().dividedBy(2)), () -> draw(job));
        }
    }

    private void draw(SimulatedJob job) {
        if (!workers.isShutdown()) {
            Thread.startVirtualThread(() -> job.outputs().forEach(output -> drawings.bytes(job.drawing(output))));
        }
    }

    /** The address is part of every URL that it has given out: after a restart it should be the same. */
    private static HttpServer bind(SimulatorOptions options) throws IOException {
        var folder = options.folder();
        if (folder == null || options.port() != 0) {
            return listen(options.port());
        }
        var file = folder.resolve(REMEMBERED_PORT);
        HttpServer server;
        try {
            server = listen(
                    Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0);
        } catch (IOException | IllegalArgumentException e) {
            server = listen(0);
        }
        Files.writeString(file, server.getAddress().getPort() + "\n");
        return server;
    }

    private static HttpServer listen(int port) throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
    }

    /** What HIAPI_BASE_URL is to be. */
    public String baseUrl() {
        return origin() + "/v1";
    }

    /** Where the outputs and the control page are. */
    public String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** All jobs that were ever made, oldest first: each one is billed. */
    public List<SimulatedJob> jobs() {
        return jobs.all();
    }

    public SimulatedJob job(String id) {
        return jobs.get(id);
    }

    /** How many jobs are billed. */
    public int billed() {
        return jobs.all().size();
    }

    /** How many jobs are billed under this idempotency key: more than one is somebody's loss. */
    public int billed(String idempotencyKey) {
        return (int) jobs.all().stream()
                .filter(job -> idempotencyKey.equals(job.key()))
                .count();
    }

    public RequestCounts requests() {
        return requests;
    }

    /** Callbacks sent so far: each copy of each attempt. */
    public int callbacksSent() {
        return callbacks.sent();
    }

    /** How many answers are held back at this moment until the timeline goes on. */
    public int heldBack() {
        return held.count();
    }

    /** Treats each create from now on as if these marks stood in its prompt; no marks end it. */
    public void misbehave(RequestedMark... marks) {
        create.misbehave(List.of(marks));
    }

    /** Marks a job that exists; how long it takes is settled by then, the rest still counts. */
    public void misbehave(String jobId, RequestedMark... marks) {
        jobs.mark(jobId, List.of(marks));
    }

    /** Ends a job now, as a success. */
    public void finish(String jobId) {
        end(jobId, null);
    }

    /** Ends a job now, as a failure with this code. */
    public void fail(String jobId, String code) {
        end(jobId, code);
    }

    private void end(String jobId, String code) {
        callbacks.expect(jobs.end(jobId, new SimulatedJob.End(timeline.instant(), code)));
    }

    /** Stops it; what it has promised is kept in the folder, if there is one. */
    @Override
    public void close() {
        callbacks.close();
        held.close();
        server.stop(0);
        workers.shutdownNow();
        journal.close();
    }
}
