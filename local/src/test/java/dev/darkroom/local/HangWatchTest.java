package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HangWatchTest {

    @Test
    void aTestThatHangsFailsWhereItStood() {
        var never = new CountDownLatch(1);
        var hung = assertThrows(
                AssertionError.class,
                () -> HangWatch.watch(
                        () -> {
                            never.await();
                            return null;
                        },
                        Duration.ZERO));
        assertEquals("nothing moved for 0 s", hung.getMessage());
        assertInstanceOf(InterruptedException.class, hung.getCause());
        assertTrue(Arrays.toString(hung.getStackTrace()).contains("CountDownLatch.await"));
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void aTestThatFailsByItselfFailsAsItIs() {
        var own = new IllegalStateException("its own");
        assertEquals(
                own,
                assertThrows(
                        IllegalStateException.class,
                        () -> HangWatch.watch(
                                () -> {
                                    throw own;
                                },
                                Duration.ofHours(1))));
    }

    @Test
    void itWatchesEveryTest() {
        var watchers = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("hang watch"))
                .toList();
        assertFalse(watchers.isEmpty(), "junit.jupiter.extensions.autodetection.enabled, and META-INF/services");
    }
}
