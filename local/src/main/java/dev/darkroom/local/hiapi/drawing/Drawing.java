package dev.darkroom.local.hiapi.drawing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * One output's file. It follows from these alone, so that it can be drawn again at any time and comes out the same.
 *
 * @param seed decides what is drawn: the same one gives the same bytes
 * @param extension {@code mp4}, {@code png}, or else a JPEG's
 */
public record Drawing(String words, String model, long seed, OutputShape shape, String extension) {

    byte[] draw() {
        var picture = Painter.paint(shape.width(), shape.height(), words, model, seed);
        return switch (extension) {
            case "mp4" -> Mp4Writer.of(picture, shape.seconds());
            case "png" -> encode(picture, "png", 0.7f);
            default -> encode(picture, "jpeg", 0.92f);
        };
    }

    /** Less effort than usual for PNG: it is twice as fast, and a little larger. */
    private static byte[] encode(BufferedImage picture, String format, float quality) {
        var writer = ImageIO.getImageWritersByFormatName(format).next();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            var param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
