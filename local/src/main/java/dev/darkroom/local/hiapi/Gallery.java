package dev.darkroom.local.hiapi;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * The outputs' bytes. A job's pictures follow from its words, so that they can be drawn again at any time and come out
 * the same; the latest are kept.
 */
final class Gallery {

    private static final int KEPT = 12;

    private final Map<String, CompletableFuture<byte[]>> latest = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<byte[]>> eldest) {
            return size() > KEPT;
        }
    };

    /** Draws what is not there yet; who asks for the same at the same time waits for it. */
    byte[] bytes(SimulatedJob job, SimulatedJob.Output output) {
        var name = job.id() + "/" + output.number();
        var mine = new CompletableFuture<byte[]>();
        CompletableFuture<byte[]> known;
        synchronized (latest) {
            known = latest.putIfAbsent(name, mine);
        }
        if (known != null) {
            return known.join();
        }
        try {
            mine.complete(make(job, output));
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            synchronized (latest) {
                latest.remove(name, mine);
            }
        }
        return mine.join();
    }

    private static byte[] make(SimulatedJob job, SimulatedJob.Output output) {
        var shape = job.shape();
        var variation = output.kind().equals("image") ? output.number() : 0;
        var picture = Painter.paint(shape.width(), shape.height(), job.marks().words(), job.model(), variation);
        return switch (output.extension()) {
            case "mp4" -> Movie.of(picture, shape.seconds());
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
