package dev.darkroom.local.hiapi.drawing;

import java.io.ByteArrayOutputStream;

/** Writes bit by bit, as H.264 wants it. */
final class BitWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    private int last;
    private int used;

    BitWriter put(int count, int value) {
        if (used == 0 && count == 8) {
            bytes.write(value);
            return this;
        }
        for (var bit = count - 1; bit >= 0; bit--) {
            last = last << 1 | value >> bit & 1;
            if (++used == 8) {
                bytes.write(last);
                used = 0;
                last = 0;
            }
        }
        return this;
    }

    /** An unsigned number by Exp-Golomb (9.1). A signed zero is written the same. */
    BitWriter putGolomb(int value) {
        var length = 32 - Integer.numberOfLeadingZeros(value + 1);
        return put(length - 1, 0).put(length, value + 1);
    }

    /** Fills the byte with zeros. */
    BitWriter align() {
        return used == 0 ? this : put(8 - used, 0);
    }

    /** Ends it, and packs it as a unit: a 3 breaks up what would look like a start code (7.4.1). */
    byte[] finish(int header) {
        put(1, 1).align();
        var unit = new ByteArrayOutputStream(bytes.size() + 1024);
        unit.write(header);
        var zeros = 0;
        for (var value : bytes.toByteArray()) {
            if (zeros == 2 && (value & 0xFF) <= 3) {
                unit.write(3);
                zeros = 0;
            }
            unit.write(value);
            zeros = value == 0 ? zeros + 1 : 0;
        }
        return unit.toByteArray();
    }
}
