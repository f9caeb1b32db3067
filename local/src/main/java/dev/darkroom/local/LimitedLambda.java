package dev.darkroom.local;

import java.util.concurrent.Semaphore;

/** A function of which so many run at once, as Lambda's concurrency limits them; who comes later waits, in order. */
final class LimitedLambda implements Lambda {

    private final Lambda function;
    private final Semaphore places;

    LimitedLambda(Lambda function, int atOnce) {
        this.function = function;
        this.places = new Semaphore(atOnce, true);
    }

    @Override
    public byte[] invoke(byte[] payload) throws FunctionError {
        places.acquireUninterruptibly();
        try {
            return function.invoke(payload);
        } finally {
            places.release();
        }
    }
}
