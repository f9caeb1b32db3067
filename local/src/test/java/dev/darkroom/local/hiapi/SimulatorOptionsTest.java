package dev.darkroom.local.hiapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SimulatorOptionsTest {

    @Test
    void theDefaultsAreTheDocumentedLimits() {
        assertEquals(
                new SimulatorOptions.Limits(60, 10, 0),
                SimulatorOptions.defaults().limits());
    }

    @Test
    void whatCannotBeIsRefused() {
        var options = SimulatorOptions.defaults();
        assertThrows(IllegalArgumentException.class, () -> options.withPort(-1));
        assertThrows(IllegalArgumentException.class, () -> options.withLimits(0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> options.withPace(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> options.withApiKey(" "));
        assertThrows(IllegalArgumentException.class, () -> options.withPixelsAt1K(0));
    }
}
