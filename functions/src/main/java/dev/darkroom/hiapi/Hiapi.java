package dev.darkroom.hiapi;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * HiAPI's task service. Every failure is either {@link HiapiBusy} (try again) or {@link HiapiRefused} (final); nothing
 * else leaves this class. It never retries and is safe for use by many threads.
 */
public final class Hiapi {

    /** A client of its own, as HiAPI wants it: HTTP/1.1, 5 s to connect, redirects never followed. */
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
     * @param http a client that does not follow redirects
     * @param clock to read dates in {@code Retry-After}
     */
    public Hiapi(URI baseUrl, Supplier<String> apiKey, HttpClient http, InstantSource clock) {}

    /**
     * Makes a job, or finds the one that the same key and body made before.
     *
     * @param idempotencyKey 1 to 255 bytes, without control characters
     * @param body as {@link CreateBody} built it, byte for byte the same at every attempt
     * @return HiAPI's id of the job
     */
    public String create(String idempotencyKey, String body) {
        throw new HiapiRefused(Refusal.UNEXPECTED);
    }

    /** Reads how the job stands. */
    public JobState read(String jobId) {
        return new JobState.Vanished();
    }
}
