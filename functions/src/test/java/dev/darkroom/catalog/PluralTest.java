package dev.darkroom.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PluralTest {

    @Test
    void oneIsOneAndAllElseAreMany() {
        assertEquals("0 images", Plural.of(0, "image"));
        assertEquals("1 image", Plural.of(1, "image"));
        assertEquals("2 images", Plural.of(2, "image"));
        assertEquals("10,485,760 bytes", Plural.of(10_485_760, "byte"));
        assertEquals("1 to 8 references", Plural.of(1, 8, "reference"));
        assertEquals("1 reference", Plural.of(1, 1, "reference"));
    }
}
