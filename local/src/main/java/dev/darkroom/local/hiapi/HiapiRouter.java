package dev.darkroom.local.hiapi;

import com.sun.net.httpserver.HttpExchange;
import dev.darkroom.local.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** The one door: routes, keys and limits. */
final class HiapiRouter {

    private static final Logger LOG = System.getLogger(HiapiRouter.class.getName());
    private static final int LONGEST_BODY = 10 * 1024 * 1024; // HiAPI's docs, rate limits, 2026
    private static final String TASKS = "/v1/tasks";

    private final SimulatorOptions options;
    private final Timeline timeline;
    private final CreateJob create;
    private final ReadJobs read;
    private final OutputFiles outputs;
    private final Supplier<String> page;
    private final RateLimit limit;
    private final RequestCounts requests;

    HiapiRouter(
            SimulatorOptions options,
            Timeline timeline,
            CreateJob create,
            ReadJobs read,
            OutputFiles outputs,
            Supplier<String> page,
            RequestCounts requests) {
        this.options = options;
        this.timeline = timeline;
        this.create = create;
        this.read = read;
        this.outputs = outputs;
        this.page = page;
        this.limit = new RateLimit(options.limits());
        this.requests = requests;
    }

    void handle(HttpExchange exchange) {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            if (path.startsWith("/v1/")) {
                send(exchange, answerApi(exchange, path));
            } else if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, HiapiAnswer.error(405, "only GET", null));
            } else if (path.startsWith("/tasks/")) {
                requests.count(RequestCounts.Kind.OUTPUT);
                outputs.serve(exchange);
            } else {
                send(exchange, path.equals("/") ? HiapiAnswer.html(200, page.get()) : ReadJobs.unknown());
            }
        } catch (ConnectionDropped | IOException e) {
            // Closing the exchange without an answer is what was asked for, or the client has gone.
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the simulated hiapi failed", e);
        }
    }

    private HiapiAnswer answerApi(HttpExchange exchange, String path) throws IOException {
        var kind = kind(exchange.getRequestMethod(), path);
        if (kind != null) {
            requests.count(kind);
        }
        var authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization == null || !authorization.matches("Bearer \\S+")) {
            return quota(HiapiAnswer.error(401, "Authorization: Bearer and a key is required", null), stranger());
        }
        var key = authorization.substring("Bearer ".length());
        if (options.apiKey() != null && !options.apiKey().equals(key)) {
            return quota(HiapiAnswer.gateway(401, "permission_denied"), stranger());
        }
        var account = Digest.sha256(key.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
        var pass = limit.enter(account, timeline.instant());
        if (!pass.passed()) {
            requests.count(RequestCounts.Kind.OVER_LIMIT);
            var wait = pass.remaining() > 0
                    ? 1
                    : pass.reset().getEpochSecond() - timeline.instant().getEpochSecond();
            return quota(HiapiAnswer.tooMany(options.habits().retryAfter(), wait), pass);
        }
        try {
            return quota(answer(exchange, kind, path, account), pass);
        } finally {
            limit.leave(account);
        }
    }

    private static RequestCounts.Kind kind(String method, String path) {
        var one = path.startsWith(TASKS + "/") && path.length() > TASKS.length() + 1;
        return switch (method) {
            case "POST" -> path.equals(TASKS) ? RequestCounts.Kind.CREATE : null;
            case "GET" -> path.equals(TASKS) ? RequestCounts.Kind.LIST : one ? RequestCounts.Kind.READ : null;
            default -> null;
        };
    }

    private HiapiAnswer answer(HttpExchange exchange, RequestCounts.Kind kind, String path, String account)
            throws IOException {
        if (kind == null) {
            return HiapiAnswer.error(404, "there is no such route", null);
        }
        var headers = exchange.getRequestHeaders();
        var body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            drain(exchange.getRequestBody());
            return HiapiAnswer.error(413, "a body has 10 MB at most", null);
        }
        var request =
                new HiapiRequest(account, headers.getFirst("Content-Type"), headers.getFirst("Idempotency-Key"), body);
        try {
            return switch (kind) {
                case CREATE -> create.answer(request);
                case READ -> read.read(request, path.substring(TASKS.length() + 1));
                case LIST -> read.list(request, exchange.getRequestURI().getQuery());
                case OUTPUT, OVER_LIMIT -> throw new IllegalStateException("no request to the API is " + kind);
            };
        } catch (RequestRefused e) {
            return e.answer();
        }
    }

    /** A client that still writes while the connection is closed never reads the answer. */
    private static void drain(InputStream body) throws IOException {
        body.transferTo(OutputStream.nullOutputStream());
    }

    private HiapiAnswer quota(HiapiAnswer answer, RateLimit.Pass pass) {
        return answer.with("X-RateLimit-Limit", options.limits().requestsPerMinute())
                .with("X-RateLimit-Remaining", pass.remaining())
                .with("X-RateLimit-Reset", pass.reset().getEpochSecond());
    }

    private RateLimit.Pass stranger() {
        return new RateLimit.Pass(
                false, options.limits().requestsPerMinute(), timeline.instant().plusSeconds(60));
    }

    private static void send(HttpExchange exchange, HiapiAnswer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        if (answer.body().length > 0) {
            exchange.getResponseBody().write(answer.body());
        }
    }
}
