package dev.darkroom.catalog;

import java.util.regex.Pattern;

/**
 * The box that a page reserves before anything is generated. It need not have the file's true size, but its ratio must
 * be that of the picture, or the page would shift.
 */
final class PlaceholderSize {
    private static final Pattern PIXELS = Pattern.compile("([0-9]{2,5})[*x]([0-9]{2,5})");
    private static final Pattern RATIO = Pattern.compile("([0-9]{1,3}):([0-9]{1,3})");
    private static final Pattern K = Pattern.compile("([1-8])K");
    private static final Pattern P = Pattern.compile("([0-9]{3,4})p");

    /** In CSS pixels. */
    record Box(int width, int height) {}

    private PlaceholderSize() {}

    /**
     * The shape of a choice. {@code auto} and the like reserve a square, since nobody knows it yet.
     *
     * @param model its mapping may name the true pixels
     */
    static Box of(Model model, String aspectRatio, String resolution) {
        var mapping = model.mapping().aspectRatio();
        var pixels = PIXELS.matcher(mapping == null ? "" : mapping.value(aspectRatio));
        if (pixels.matches()) {
            return new Box(Integer.parseInt(pixels.group(1)), Integer.parseInt(pixels.group(2)));
        }
        return of(aspectRatio, resolution);
    }

    static Box of(String aspectRatio, String resolution) {
        var ratio = RATIO.matcher(aspectRatio);
        var wide = ratio.matches() ? Integer.parseInt(ratio.group(1)) : 1;
        var high = ratio.matches() ? Integer.parseInt(ratio.group(2)) : 1;
        var k = K.matcher(resolution);
        if (k.matches()) {
            return longSide(wide, high, 1024 * Integer.parseInt(k.group(1)));
        }
        var p = P.matcher(resolution);
        if (p.matches()) {
            return shortSide(wide, high, Integer.parseInt(p.group(1)));
        }
        throw new IllegalArgumentException("a resolution is like 2K or 720p: " + resolution);
    }

    private static Box longSide(int wide, int high, int side) {
        return wide >= high ? new Box(side, scaled(side, high, wide)) : new Box(scaled(side, wide, high), side);
    }

    private static Box shortSide(int wide, int high, int side) {
        return wide >= high ? new Box(even(side, wide, high), side) : new Box(side, even(side, high, wide));
    }

    private static int scaled(int side, int times, int of) {
        return (int) Math.round((double) side * times / of);
    }

    /** Videos have even sides. */
    private static int even(int side, int times, int of) {
        return 2 * (int) Math.round((double) side * times / of / 2);
    }
}
