package dev.darkroom.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Throws samples at a reader, each damaged at random: cut off, flipped, stretched, spliced, with hostile numbers and words
 * put in. {@code -Dfuzz.inputs=1000000} makes it longer, {@code -Dfuzz.seed=...} the same again.
 */
public final class Mutations {

    private static final List<byte[]> HOSTILE = List.of(
            new byte[] {0, 0, 0, 0},
            new byte[] {-1, -1, -1, -1},
            new byte[] {127, -1, -1, -1},
            new byte[] {-128, 0, 0, 0},
            new byte[] {0, 0, 0, 1},
            new byte[] {0, 0, 0, 8},
            new byte[8],
            "\u0000".getBytes(StandardCharsets.UTF_8),
            "\"\\u0000\"".getBytes(StandardCharsets.UTF_8),
            "\ud83d\ude00".getBytes(StandardCharsets.UTF_8),
            new byte[] {-19, -96, -128},
            "1e999999999".getBytes(StandardCharsets.UTF_8),
            "9".repeat(400).getBytes(StandardCharsets.UTF_8),
            "[".repeat(2000).getBytes(StandardCharsets.UTF_8),
            "{\"a\":".repeat(500).getBytes(StandardCharsets.UTF_8),
            "null".getBytes(StandardCharsets.UTF_8),
            "true".getBytes(StandardCharsets.UTF_8),
            "\r\n".getBytes(StandardCharsets.UTF_8));

    private Mutations() {}

    /** @param target throws nothing for what it may be given; whatever it throws is a finding */
    public static void of(List<byte[]> samples, Consumer<byte[]> target) {
        var seed = Long.getLong("fuzz.seed", System.nanoTime());
        var random = new Random(seed);
        for (var i = 0; i < Integer.getInteger("fuzz.inputs", 4000); i++) {
            var input = i < samples.size() ? samples.get(i) : damaged(samples, random);
            try {
                target.accept(input);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                var shown = new String(input, 0, Math.min(input.length, 300), StandardCharsets.ISO_8859_1);
                throw new AssertionError(
                        "seed " + seed + ", input " + i + " of " + input.length + " bytes: " + shown, e);
            }
        }
    }

    private static byte[] damaged(List<byte[]> samples, Random random) {
        var input = samples.get(random.nextInt(samples.size())).clone();
        for (var times = 1 + random.nextInt(4); times > 0; times--) {
            input = damagedOnce(input, samples, random);
        }
        return input;
    }

    private static byte[] damagedOnce(byte[] input, List<byte[]> samples, Random random) {
        var at = random.nextInt(input.length + 1);
        return switch (random.nextInt(6)) {
            case 0 -> joined(input, 0, at, new byte[0], input.length);
            case 1 -> flipped(input, random);
            case 2 -> joined(input, 0, at, HOSTILE.get(random.nextInt(HOSTILE.size())), at);
            case 3 -> {
                var hostile = HOSTILE.get(random.nextInt(HOSTILE.size()));
                yield joined(input, 0, at, hostile, Math.min(input.length, at + hostile.length));
            }
            case 4 -> joined(input, 0, at, new byte[0], Math.min(input.length, at + random.nextInt(16)));
            default -> {
                var other = samples.get(random.nextInt(samples.size()));
                yield joined(input, 0, at, other, input.length);
            }
        };
    }

    private static byte[] flipped(byte[] input, Random random) {
        if (input.length > 0) {
            input[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return input;
    }

    private static byte[] joined(byte[] input, int from, int to, byte[] middle, int rest) {
        var out = new ByteArrayOutputStream();
        out.write(input, from, to - from);
        out.writeBytes(middle);
        out.write(input, rest, input.length - rest);
        return out.toByteArray();
    }
}
