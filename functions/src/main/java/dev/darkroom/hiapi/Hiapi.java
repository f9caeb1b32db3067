package dev.darkroom.hiapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.darkroom.task.Job;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * HiAPI's task service. Every failure is either {@link HiapiBusy} (try again) or {@link HiapiRefused} (final); nothing
 * else leaves this class. It never retries and is safe for use by many threads.
 */
public final class Hiapi {
    private static final Logger LOG = System.getLogger(Hiapi.class.getName());
    /** What is not to be reached is named within ten seconds. */
    private static final Duration WHOLE_REQUEST = Duration.ofSeconds(9);

    private static final int LARGEST_ANSWER = 1024 * 1024;

    private final String tasks;
    private final URI base;
    private final Supplier<String> apiKey;
    private final HttpClient http;
    private final InstantSource clock;
    private final Duration patience;

    /** With a client of its own: HTTP/1.1, 5 s to connect, redirects never followed. */
    public Hiapi(URI baseUrl, Supplier<String> apiKey, InstantSource clock) {
        this(
                baseUrl,
                apiKey,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build(),
                clock);
    }

    /**
     * @param baseUrl such as {@code https://api.hiapi.ai/v1}; {@code /v1} is added when it is missing
     * @param apiKey asked at every request, so that a rotated key is taken up; it is trimmed
     * @param http a client that does not follow redirects: they would carry the key elsewhere
     * @param clock to read dates in {@code Retry-After}
     */
    public Hiapi(URI baseUrl, Supplier<String> apiKey, HttpClient http, InstantSource clock) {
        this(baseUrl, apiKey, http, clock, WHOLE_REQUEST);
    }

    Hiapi(URI baseUrl, Supplier<String> apiKey, HttpClient http, InstantSource clock, Duration patience) {
        if (http.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("redirects must not be followed: they would carry the key elsewhere");
        }
        this.tasks = versioned(baseUrl) + "/tasks";
        this.base = baseUrl;
        this.apiKey = Objects.requireNonNull(apiKey, "apiKey");
        this.http = http;
        this.clock = Objects.requireNonNull(clock, "clock");
        this.patience = patience;
    }

    /**
     * Makes a job, or finds the one that the same key and body made before.
     *
     * @param idempotencyKey 1 to 255 bytes, without control characters
     * @param body as {@link CreateBody} built it, byte for byte the same at every attempt
     * @return HiAPI's id of the job
     */
    public String create(String idempotencyKey, String body) {
        var noted = new TrackedBody(BodyPublishers.ofString(body, UTF_8));
        var answer = send(
                request(tasks)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", idempotencyKey)
                        .POST(noted),
                noted);
        var envelope = Envelope.parse(answer.body());
        var jobId =
                switch (answer.statusCode() / 100) {
                    case 2 ->
                        envelope.filter(said -> said.claimedFailure().isEmpty()).flatMap(Envelope::jobId);
                    default -> envelope.filter(said -> resumable(answer, said)).flatMap(Envelope::namedJobId);
                };
        return jobId.orElseThrow(() -> logFailure(answer, noted));
    }

    /**
     * Reads how the job ended.
     *
     * @return empty while it works, and where HiAPI does not know it (any more), or for this account (404)
     */
    public Optional<Job.Report> read(String jobId) {
        if (!Envelope.isJobId(jobId)) {
            return Optional.empty();
        }
        var nothing = new TrackedBody(BodyPublishers.noBody());
        var answer = send(request(tasks + "/" + jobId).GET(), nothing);
        var status = status(answer);
        if (status == 404
                && Envelope.parse(answer.body()).filter(Envelope::isHiapis).isPresent()) {
            return Optional.empty();
        }
        if (status / 100 != 2) {
            throw logFailure(answer, nothing);
        }
        var said = Envelope.parse(answer.body()).orElseThrow(() -> logFailure(answer, nothing));
        return ReportReader.read(said.task());
    }

    /** A 409 that names a job names the one that the first request with this key has made. */
    private static boolean resumable(HttpResponse<byte[]> answer, Envelope said) {
        return answer.statusCode() == 409 && !said.errorCode().equals("IDEMPOTENCY_KEY_MISMATCH");
    }

    private static int status(HttpResponse<byte[]> answer) {
        return answer.statusCode() / 100 == 2
                ? Envelope.parse(answer.body())
                        .flatMap(Envelope::claimedFailure)
                        .orElse(answer.statusCode())
                : answer.statusCode();
    }

    private RuntimeException logFailure(HttpResponse<byte[]> answer, TrackedBody body) {
        var said = Envelope.parse(answer.body());
        var status = status(answer);
        var retryAfter =
                answer.headers().firstValue("Retry-After").flatMap(header -> RetryAfter.parse(header, clock.instant()));
        if (said.filter(Envelope::isHiapis).isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    String.format(
                            Locale.ROOT,
                            "%s answered HTTP %s, and not as HiAPI does: something stands in between, or HIAPI_BASE_URL is wrong.",
                            UnreachableReason.address(base),
                            status));
            return ErrorClassifier.onForeignAnswer(status, retryAfter, body.withhold());
        }
        var code = said.map(Envelope::errorCode).orElse("");
        var error = ErrorClassifier.onAnswer(status, code, retryAfter);
        LOG.log(
                Level.WARNING,
                "HiAPI answered HTTP {0} with code \"{1}\", request \"{2}\"{3}",
                String.valueOf(status),
                code,
                said.map(Envelope::requestId).orElse(""),
                isOfAnotherService(error)
                        ? " at " + UnreachableReason.address(base) + ": is HIAPI_BASE_URL right?"
                        : "");
        return error;
    }

    private static boolean isOfAnotherService(RuntimeException error) {
        return error instanceof HiapiRefused refused
                && (refused.kind() == HiapiFailureKind.NOT_FOUND || refused.kind() == HiapiFailureKind.UNEXPECTED);
    }

    private HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + readKey())
                .header("Accept", "application/json");
    }

    private String readKey() {
        String key;
        try {
            key = apiKey.get();
        } catch (RuntimeException unreadable) {
            LOG.log(
                    Level.WARNING,
                    "HiAPI was not asked: {0} ({1}). ./deploy --key puts the key in its place.",
                    UnreachableReason.NO_KEY.sentence(),
                    unreadable.getClass().getSimpleName());
            throw ErrorClassifier.onNoKey();
        }
        // Checked here because the HTTP client's own complaint about a bad header would quote the key.
        if (key == null || !key.strip().matches("[!-~]+")) {
            LOG.log(Level.ERROR, "The API key is empty, or has characters that no key has");
            throw new HiapiRefused(HiapiFailureKind.AUTH);
        }
        return key.strip();
    }

    /** The request's own timeout ends with the headers in Java 25; a body that trickles must end as well. */
    private HttpResponse<byte[]> send(HttpRequest.Builder request, TrackedBody body) {
        var answer = http.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw logNoAnswer(failed.getCause(), body);
        } catch (TimeoutException tooLong) {
            answer.cancel(true);
            throw logNoAnswer(tooLong, body);
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw logNoAnswer(stopped, body);
        }
    }

    /** Names the address and the reason in the log, and nowhere else: an exception's words end in histories. */
    private HiapiBusy logNoAnswer(Throwable why, TrackedBody body) {
        var unsent = body.withhold();
        var reason = UnreachableReason.of(why, !unsent);
        LOG.log(Level.WARNING, reason.at(base, why));
        return ErrorClassifier.onNoAnswer(why, reason, unsent);
    }

    private static String versioned(URI baseUrl) {
        var scheme = String.valueOf(baseUrl.getScheme());
        if (!scheme.matches("(?i)https?") || baseUrl.getHost() == null || baseUrl.getRawQuery() != null) {
            throw new IllegalArgumentException("HiAPI's base URL is like https://api.hiapi.ai/v1");
        }
        var base = baseUrl.toString().replaceAll("/+$", "");
        return base.endsWith("/v1") ? base : base + "/v1";
    }
}
