package dev.darkroom.local.hiapi.drawing;

/**
 * The outline of a chain of hills: noise in one dimension, several octaves of it.
 *
 * @param wide how many hills fit into a width of 1
 * @param rough how much of an octave's height the next one has
 */
record HillOutline(long seed, double wide, double rough) {

    private static final int OCTAVES = 7;

    /** The height at {@code x}, about -1 to 1. */
    double at(double x) {
        var height = 0.0;
        var strength = 1.0;
        var frequency = wide;
        for (var octave = 0; octave < OCTAVES; octave++) {
            height += strength * smooth(x * frequency + octave * 19.7, octave);
            strength *= rough;
            frequency *= 2.03;
        }
        return height;
    }

    private double smooth(double x, int octave) {
        var left = (long) Math.floor(x);
        var t = x - left;
        var eased = t * t * t * (t * (t * 6 - 15) + 10);
        return point(left, octave) * (1 - eased) + point(left + 1, octave) * eased;
    }

    /** Mixes the bits (the finaliser of SplitMix64), so that neighbours have nothing in common. */
    private double point(long x, int octave) {
        var mixed = seed + x * 0x9E3779B97F4A7C15L + octave * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return ((mixed ^ mixed >>> 31) >> 11) * 0x1.0p-52;
    }
}
