package dev.darkroom.hiapi;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A request's body that knows whether anybody has asked for it. The HTTP client asks once it is connected, and over TLS
 * once the handshake is done (seen 2026, JDK 25; the test holds that). A body that nobody has asked for was not sent,
 * whatever it was that failed, and without its body no request makes a job.
 */
final class TrackedBody implements BodyPublisher {

    private enum State {
        KEPT,
        ASKED_FOR,
        WITHHELD
    }

    private final BodyPublisher body;
    private final AtomicReference<State> state = new AtomicReference<>(State.KEPT);

    TrackedBody(BodyPublisher body) {
        this.body = body;
    }

    /**
     * Withholds the body from now on, if it is not too late for that.
     *
     * @return whether nothing of it was sent, nor ever will be
     */
    boolean withhold() {
        return state.compareAndSet(State.KEPT, State.WITHHELD) || state.get() == State.WITHHELD;
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> reader) {
        if (state.compareAndSet(State.KEPT, State.ASKED_FOR) || state.get() == State.ASKED_FOR) {
            body.subscribe(reader);
        } else {
            reader.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long bytes) {}

                @Override
                public void cancel() {}
            });
            reader.onError(new IOException("the request was given up before it was sent"));
        }
    }
}
