package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.house.House;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** On one processor the JVM has one carrier, and a class's initialiser that waits for another virtual thread holds it. */
class CarriersTest {

    /** What waits for a class, as the SDK's clients do at their first call. */
    static final class Waiting {
        static final CountDownLatch BEGUN = new CountDownLatch(1);
        static final CountDownLatch OTHER = new CountDownLatch(1);

        static final class Slow {
            static {
                BEGUN.countDown();
                try {
                    OTHER.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }

            private Slow() {}

            static void touch() {}
        }

        private Waiting() {}

        /** Ends when another virtual thread runs meanwhile, and else never. */
        public static void main(String[] arguments) throws InterruptedException {
            Thread.ofVirtual().start(Slow::touch);
            BEGUN.await();
            Thread.ofVirtual().start(OTHER::countDown);
            OTHER.await();
        }
    }

    @Test
    void aClassThatWaitsHoldsUpNobody() throws Exception {
        var flags = Pattern.compile("(?s)\\nflags=\"([^\"]*)\"").matcher(House.text("run"));
        assertTrue(flags.find());
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "-XX:ActiveProcessorCount=1"));
        command.addAll(Arrays.asList(flags.group(1).split("\\s+")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Waiting.class.getName()));
        var process = new ProcessBuilder(command).inheritIO().start();
        try {
            assertEquals(0, process.waitFor());
        } finally {
            process.destroyForcibly();
        }
    }
}
