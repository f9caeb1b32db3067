package dev.darkroom.fuzz;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * Random inputs for a claim that must hold for all of them. A claim that fails names the seed and the try;
 * {@code -Dinputs.seed=...} gives the same inputs again.
 */
public final class Inputs {

    private static final String CONTROLS = "\u0000\u0001\t\n\r\u007f\u0085\u00a0\u2028\ufeff";

    /** The same in every run; bench/run fuzz is for new ones. */
    private static final long SEED = 20_261_129;

    private final Random random;

    private Inputs(long seed) {
        random = new Random(seed);
    }

    /** @param claim takes what it needs, and throws when it does not hold */
    public static void forAll(int tries, ThrowingConsumer<Inputs> claim) {
        var seed = Long.getLong("inputs.seed", SEED);
        var inputs = new Inputs(seed);
        for (var n = 1; n <= tries; n++) {
            try {
                claim.accept(inputs);
            } catch (Throwable e) {
                throw new AssertionError("-Dinputs.seed=" + seed + ", try " + n + ": " + e.getMessage(), e);
            }
        }
    }

    /** Both ends are among them, more often than by chance. */
    public int between(int least, int most) {
        return switch (random.nextInt(20)) {
            case 0 -> least;
            case 1 -> most;
            default -> random.nextInt(least, most + 1);
        };
    }

    /** @return true this often of a hundred times */
    public boolean percent(int often) {
        return random.nextInt(100) < often;
    }

    @SafeVarargs
    public final <T> T oneOf(T... choices) {
        return oneOf(List.of(choices));
    }

    public <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    public <T> List<T> list(int most, Supplier<T> each) {
        return Stream.generate(each).limit(between(0, most)).toList();
    }

    public byte[] bytes(int most) {
        var bytes = new byte[between(0, most)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Of these characters only. */
    public String text(String characters, int most) {
        var points = characters.codePoints().toArray();
        return random.ints(between(0, most), 0, points.length)
                .map(at -> points[at])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Anything that a string can hold: plain letters, controls, other scripts, halves of surrogate pairs. */
    public String text(int most) {
        return random.ints(between(0, most), 0, 5)
                .map(kind -> switch (kind) {
                    case 0, 1 -> random.nextInt(' ', 0x7f);
                    case 2 -> CONTROLS.charAt(random.nextInt(CONTROLS.length()));
                    case 3 -> random.nextInt(Character.MIN_VALUE, Character.MAX_VALUE + 1);
                    default -> random.nextInt(Character.MAX_CODE_POINT + 1);
                })
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
