package dev.darkroom.local;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Ends a test that hangs, and says where it stood. A test that works may take its time, on a machine that has much else
 * to do any time: it hangs when for three minutes neither this JVM nor a process of its own has used what it could have.
 * Registered for every test in {@code META-INF/services}; JUnit's own limit of an hour is for one that spins.
 */
public final class HangWatch implements InvocationInterceptor {

    private static final Duration STILL = Duration.ofMinutes(3);
    private static final Duration A_LOOK = Duration.ofSeconds(1);

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        watch(invocation, STILL);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        watch(invocation, STILL);
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        watch(invocation, STILL);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        watch(invocation, STILL);
    }

    static void watch(Invocation<Void> invocation, Duration still) throws Throwable {
        var watcher = new Watcher(Thread.currentThread(), still);
        try {
            invocation.proceed();
        } catch (Throwable e) {
            watcher.close();
            if (watcher.stood != null) {
                var hung = new AssertionError("nothing moved for " + still.toSeconds() + " s", e);
                hung.setStackTrace(watcher.stood);
                throw hung;
            }
            throw e;
        } finally {
            watcher.close();
        }
    }

    private static final class Watcher implements AutoCloseable {

        private final Thread test;
        private final Thread thread;
        private boolean over;
        private StackTraceElement[] stood;

        Watcher(Thread test, Duration still) {
            this.test = test;
            thread = Thread.ofPlatform().daemon().name("hang watch").start(() -> look(still));
        }

        private void look(Duration still) {
            var patience = new StallTimeout(still, () -> StallTimeout.workOf(ProcessHandle.current()));
            while (!patience.isOver()) {
                LockSupport.parkNanos(A_LOOK.toNanos());
                synchronized (this) {
                    if (over) {
                        return;
                    }
                }
            }
            synchronized (this) {
                if (!over) {
                    stood = test.getStackTrace();
                    test.interrupt();
                }
            }
        }

        @Override
        public synchronized void close() {
            over = true;
            LockSupport.unpark(thread);
            if (stood != null) {
                // Nobody after this test was meant.
                Thread.interrupted();
            }
        }
    }
}
