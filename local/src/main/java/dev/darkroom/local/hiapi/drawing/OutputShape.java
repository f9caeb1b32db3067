package dev.darkroom.local.hiapi.drawing;

import java.util.Map;

/**
 * What an output looks like, as the request had it.
 *
 * @param format {@code png} or {@code jpeg}, of its pictures
 * @param extension as its URL has it, {@code png}, {@code jpg} or {@code jpeg}
 * @param seconds the length of a video; 0 for a picture
 * @param lastFrame whether a video comes with its last frame, too
 */
public record OutputShape(int width, int height, String format, String extension, int seconds, boolean lastFrame) {

    /** A size that somebody wrote by hand must not eat all memory. */
    private static final int LONGEST = 4096;

    /**
     * @param video whether it is one
     * @param values the input, with its defaults
     * @param pixelsAt1K how many pixels 1K means
     */
    public static OutputShape of(boolean video, Map<String, String> values, int pixelsAt1K) {
        var extension = values.getOrDefault("output_format", "png");
        var format = extension.equals("png") ? "png" : "jpeg";
        var seconds = video ? Integer.parseInt(values.getOrDefault("duration", "5")) : 0;
        var lastFrame = video && Boolean.parseBoolean(values.get("return_last_frame"));
        var box = box(values, pixelsAt1K / (1024.0 * 1024));
        return new OutputShape(box[0], box[1], format, extension, seconds, lastFrame);
    }

    private static int[] box(Map<String, String> values, double scale) {
        var size = values.getOrDefault("size", "auto").split("[*x]");
        if (size.length == 2) {
            var ratio = Math.sqrt(scale);
            return new int[] {
                even(Math.min(LONGEST, Integer.parseInt(size[0])) * ratio),
                even(Math.min(LONGEST, Integer.parseInt(size[1])) * ratio)
            };
        }
        var ratio = values.getOrDefault("aspect_ratio", "auto").split(":");
        var wide = ratio.length == 2 ? Integer.parseInt(ratio[0]) : 1;
        var high = ratio.length == 2 ? Integer.parseInt(ratio[1]) : 1;
        var unit = even(Math.sqrt(pixels(values) * scale / (wide * high)));
        return new int[] {wide * unit, high * unit};
    }

    /** 4K is 3840 x 2160 in another shape; seedream says basic and high for 1K and 2K, and video counts lines. */
    private static double pixels(Map<String, String> values) {
        return switch (values.getOrDefault("resolution", values.getOrDefault("quality", "1K"))) {
            case "2K", "high" -> 2048 * 2048;
            case "4K", "4k" -> 3840 * 2160;
            case "480p" -> 854 * 480;
            case "720p" -> 1280 * 720;
            case "1080p" -> 1920 * 1080;
            default -> 1024 * 1024;
        };
    }

    /** Video wants even numbers; and the exact ratio is worth more than the exact number of pixels. */
    private static int even(double length) {
        return Math.max(2, 2 * (int) Math.round(length / 2));
    }
}
