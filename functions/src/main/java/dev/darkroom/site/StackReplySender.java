package dev.darkroom.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Puts replies where CloudFormation waits for them. */
public final class StackReplySender {

    /** So long all the tries take at most, pauses included. */
    static final Duration AT_MOST = Duration.ofSeconds(30);

    private static final Duration ONE_TRY = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int TRIES = 4;

    /** Waits. */
    @FunctionalInterface
    public interface Pause {
        void sleep(Duration time) throws InterruptedException;
    }

    private final Pause pause;
    private final Duration oneTry;
    private final JsonMapper json = new JsonMapper();

    /** The JDK's other client would add a Content-Type, which S3 would take for a part of what is signed. */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ONE_TRY)
            .build();

    public StackReplySender(Pause pause) {
        this(pause, ONE_TRY);
    }

    /** @param oneTry so long one try takes at most, the answer's body included */
    StackReplySender(Pause pause, Duration oneTry) {
        this.pause = pause;
        this.oneTry = oneTry;
    }

    /** @throws IllegalStateException when it could not be put there; Lambda then calls the function again */
    void send(URI url, StackReply reply) {
        var request = HttpRequest.newBuilder(url).PUT(body(reply)).build();
        var wait = FIRST_PAUSE;
        for (var tries = 1; ; tries++) {
            var fault = trySend(request);
            if (fault.isEmpty()) {
                return;
            }
            if (tries == TRIES) {
                throw new IllegalStateException(
                        "The reply could not be put where CloudFormation waits for it: " + fault);
            }
            sleep(wait);
            wait = wait.multipliedBy(2);
        }
    }

    private HttpRequest.BodyPublisher body(StackReply reply) {
        try {
            return BodyPublishers.ofByteArray(json.writeValueAsBytes(reply.fields()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a reply holds texts only", e);
        }
    }

    /** What went wrong; empty when nothing did. The request's own timeout ends with the headers; a body may trickle. */
    private String trySend(HttpRequest request) {
        var answer = http.sendAsync(request, BodyHandlers.discarding());
        try {
            var status = answer.get(oneTry.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            return status == 200 ? "" : "status " + status;
        } catch (ExecutionException e) {
            return e.getCause().getClass().getSimpleName();
        } catch (TimeoutException e) {
            answer.cancel(true);
            return e.getClass().getSimpleName();
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw interrupt(e);
        }
    }

    private void sleep(Duration time) {
        try {
            pause.sleep(time);
        } catch (InterruptedException e) {
            throw interrupt(e);
        }
    }

    private static IllegalStateException interrupt(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }
}
