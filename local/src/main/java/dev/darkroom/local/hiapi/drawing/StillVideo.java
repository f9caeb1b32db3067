package dev.darkroom.local.hiapi.drawing;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * The simplest H.264 there is (ITU-T H.264, baseline profile): one picture whose macroblocks hold plain samples (I_PCM),
 * and then pictures that skip all their macroblocks, and so show the same again in a few bytes.
 */
final class StillVideo {

    private static final int KEY = 5;
    private static final int OTHER = 1;

    private final BufferedImage image;
    private final int across;
    private final int down;

    /** @param image its width and height are even */
    StillVideo(BufferedImage image) {
        this.image = image;
        across = (image.getWidth() + 15) / 16;
        down = (image.getHeight() + 15) / 16;
    }

    int width() {
        return image.getWidth();
    }

    int height() {
        return image.getHeight();
    }

    /** The sequence's and the picture's parameter set (7.3.2.1, 7.3.2.2). */
    List<byte[]> parameters() {
        var sequence = new BitWriter().put(8, 66).put(8, 0xC0).put(8, 51);
        sequence.putGolomb(0); // id
        sequence.putGolomb(4); // frame numbers have 8 bits
        sequence.putGolomb(2); // pictures come in the order in which they are shown
        sequence.putGolomb(1).put(1, 0); // one reference picture, no gaps
        sequence.putGolomb(across - 1).putGolomb(down - 1).put(1, 1).put(1, 1);
        sequence.put(1, 1).putGolomb(0).putGolomb((across * 16 - width()) / 2); // what the macroblocks have too much
        sequence.putGolomb(0).putGolomb((down * 16 - height()) / 2);
        sequence.put(1, 0);
        var picture = new BitWriter();
        picture.putGolomb(0).putGolomb(0).put(1, 0).put(1, 0); // ids, CAVLC, order
        picture.putGolomb(0).putGolomb(0).putGolomb(0); // slice groups, reference pictures
        picture.put(1, 0).put(2, 0).putGolomb(0).putGolomb(0).putGolomb(0); // weights, quantisers
        picture.put(1, 1).put(1, 0).put(1, 0); // deblocking is said per slice
        return List.of(sequence.finish(0x67), picture.finish(0x68));
    }

    /** The picture itself (7.3.3, 7.3.5): luma, then both chromas at half the size, sample by sample. */
    byte[] picture() {
        var slice = slice(7, KEY, 0);
        for (var row = 0; row < down; row++) {
            for (var column = 0; column < across; column++) {
                slice.putGolomb(25).align();
                putSamples(slice, column * 16, row * 16);
            }
        }
        return slice.finish(0x65);
    }

    /** The same picture once more, as number {@code number} of the film. */
    byte[] again(int number) {
        var slice = slice(5, OTHER, number);
        slice.putGolomb(across * down);
        return slice.finish(0x41);
    }

    private static BitWriter slice(int type, int unit, int number) {
        var slice = new BitWriter().putGolomb(0).putGolomb(type).putGolomb(0).put(8, number & 0xFF);
        if (unit == KEY) {
            slice.putGolomb(0).put(1, 0).put(1, 0); // id of the key picture; no long-term reference
        } else {
            slice.put(1, 0).put(1, 0).put(1, 0); // usual number and order of references; they slide
        }
        return slice.putGolomb(0).putGolomb(1); // quantiser as it was; no deblocking
    }

    private void putSamples(BitWriter slice, int left, int top) {
        for (var i = 0; i < 256; i++) {
            var rgb = rgb(left + i % 16, top + i / 16);
            slice.put(8, sample(16, 66, 129, 25, rgb));
        }
        for (var i = 0; i < 64; i++) {
            slice.put(8, sample(128, -38, -74, 112, rgb(left + i % 8 * 2, top + i / 8 * 2)));
        }
        for (var i = 0; i < 64; i++) {
            slice.put(8, sample(128, 112, -94, -18, rgb(left + i % 8 * 2, top + i / 8 * 2)));
        }
    }

    private int rgb(int x, int y) {
        return image.getRGB(Math.min(x, width() - 1), Math.min(y, height() - 1));
    }

    /** BT.601, limited range. */
    private static int sample(int base, int red, int green, int blue, int rgb) {
        var sum = red * (rgb >> 16 & 0xFF) + green * (rgb >> 8 & 0xFF) + blue * (rgb & 0xFF);
        return base + (sum + 128 >> 8);
    }
}
