package dev.darkroom.local;

import dev.darkroom.task.TemporarilyUnavailable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Random;

/**
 * Makes calls of a port go wrong at random: the store does not answer, before or after it has done what it was asked;
 * or the function that called dies there.
 */
final class Trouble {

    /** The function is no more. What Lambda makes of that is told by {@link #survived}. */
    static final class Crash extends Error {
        @java.io.Serial
        private static final long serialVersionUID = 1;

        Crash() {
            super("the function died", null, false, false);
        }
    }

    private final Random random;
    private final double share;
    private volatile boolean on;

    /** @param share of the calls that go wrong, 0 to 1 */
    Trouble(Random random, double share) {
        this.random = random;
        this.share = share;
    }

    void turn(boolean on) {
        this.on = on;
    }

    <T> T on(Class<T> port, T real) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            happen();
            try {
                var answer = method.invoke(real, arguments);
                happen();
                return answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
    }

    /** A function whose death its callers see as they do in AWS. */
    static Lambda survived(Lambda function) {
        return event -> {
            try {
                return function.invoke(event);
            } catch (FunctionError e) {
                throw e.errorType().equals(Crash.class.getName())
                        ? new FunctionError("Lambda.Unknown", "the function died")
                        : e;
            }
        };
    }

    private void happen() {
        if (!on) {
            return;
        }
        synchronized (random) {
            var fate = random.nextDouble();
            if (fate < share / 4) {
                throw new TemporarilyUnavailable("the store was told not to answer", null);
            }
            if (fate < share / 2) {
                throw new Crash();
            }
        }
    }
}
