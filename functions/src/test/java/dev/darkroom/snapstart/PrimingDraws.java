package dev.darkroom.snapstart;

import java.security.Provider;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.security.Security;
import java.util.Arrays;

/**
 * A process of its own, whose every source of randomness is counted from the start: primes, and prints how often anything
 * random was drawn and kept. Two draws are kept by nobody: the number that a TLS context asks for to see that there are
 * any, at the making of each of the SDK's clients, and the token of a transaction, which goes to the stand-in.
 */
final class PrimingDraws {

    private PrimingDraws() {}

    public static void main(String[] arguments) throws Exception {
        Security.insertProviderAt(new Counting(), 1);
        for (var handler : PrimingTest.HANDLERS.keySet()) {
            PrimingTest.priming(handler).run(3);
        }
        System.out.println("primed: " + Spi.drawn);
        // It does count.
        new SecureRandom().nextInt();
        System.out.println("then drew: " + Spi.drawn);
        System.exit(0);
    }

    private static final class Counting extends Provider {

        Counting() {
            super("Counting", "1", "counts what is drawn");
            putService(new Service(this, "SecureRandom", "Counting", Spi.class.getName(), null, null) {
                @Override
                public Object newInstance(Object parameter) {
                    return new Spi();
                }
            });
        }
    }

    private static final class Spi extends SecureRandomSpi {

        private static int drawn;

        @Override
        protected void engineSetSeed(byte[] seed) {}

        @Override
        protected void engineNextBytes(byte[] bytes) {
            draw();
        }

        @Override
        protected byte[] engineGenerateSeed(int size) {
            draw();
            return new byte[size];
        }

        private static synchronized void draw() {
            var callers = Thread.currentThread().getStackTrace();
            if (!isOf(callers, "sun.security.ssl.SSLContextImpl.engineInit")
                    && !(isOf(callers, "java.util.UUID.randomUUID")
                            && isOf(callers, "software.amazon.awssdk.services.dynamodb"))) {
                drawn++;
                new Throwable("drawn").printStackTrace();
            }
        }

        private static boolean isOf(StackTraceElement[] callers, String name) {
            return Arrays.stream(callers)
                    .anyMatch(caller -> (caller.getClassName() + "." + caller.getMethodName()).startsWith(name));
        }
    }
}
