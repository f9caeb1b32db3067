package dev.darkroom.local.hiapi;

import dev.darkroom.local.hiapi.drawing.Drawing;
import dev.darkroom.local.hiapi.drawing.OutputShape;
import dev.darkroom.local.hiapi.marks.JobMark;
import dev.darkroom.local.hiapi.marks.Marks;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One job. How it stands is not stored but follows from the time, so that nothing needs to happen for it to go on, and
 * a restart changes nothing.
 *
 * @param id {@code tk-hiapi-} and 26 characters
 * @param account a hash of the API key that made it: others see 404
 * @param key its idempotency key; null when there was none
 * @param bodyHash of the request's raw body
 * @param model the model's base name
 * @param route as it was given; null when it was not
 * @param storage {@code temp} or {@code persistent}
 * @param marks what the prompt said
 * @param shape what its outputs look like
 * @param references the pictures that it works from
 * @param callback where its end is told; null for nowhere
 * @param created when it was made
 * @param length how long it works; null for ever
 * @param end how it ended when a test or the control of one said so; null otherwise
 */
public record SimulatedJob(
        String id,
        String account,
        String key,
        String bodyHash,
        String model,
        String route,
        String storage,
        Marks marks,
        OutputShape shape,
        List<URI> references,
        URI callback,
        Instant created,
        Duration length,
        End end) {

    /** @param code why it failed; null for a success */
    public record End(Instant at, String code) {}

    /** @param kind HiAPI's word for it, such as {@code first_frame} */
    public record Output(int number, String kind, String extension) {}

    SimulatedJob with(Marks others) {
        return with(others, end);
    }

    SimulatedJob with(End other) {
        return with(marks, other);
    }

    private SimulatedJob with(Marks marks, End end) {
        return new SimulatedJob(
                id,
                account,
                key,
                bodyHash,
                model,
                route,
                storage,
                marks,
                shape,
                references,
                callback,
                created,
                length,
                end);
    }

    /** When it ends or ended; null for never. */
    public Instant endsAt() {
        return end != null ? end.at() : length == null ? null : created.plus(length);
    }

    public boolean isFinal(Instant now) {
        return endsAt() != null && !now.isBefore(endsAt());
    }

    /** HiAPI's word for how it stands (HiAPI's docs, task detail, 2026). */
    public String status(Instant now) {
        if (isFinal(now)) {
            return failure() == null ? "success" : "fail";
        }
        var odd = marks.find(JobMark.STATUS);
        if (odd.isPresent()) {
            return odd.get().value() == null ? "weird" : odd.get().value();
        }
        var done = Duration.between(created, now).toMillis();
        var whole = length == null ? 60_000 : length.toMillis();
        return done * 100 < whole * 15
                ? "queued"
                : length == null || done * 100 < whole * 95 ? "handling" : "archiving";
    }

    /** The error's code once it has ended; null for a success. */
    String failure() {
        if (end != null) {
            return end.code();
        }
        return marks.find(JobMark.FAIL)
                .map(fail -> fail.value() == null ? "TASK_FAILED" : fail.value())
                .orElse(null);
    }

    Drawing drawing(Output output) {
        var variation = output.kind().equals("image") ? output.number() : 0;
        return new Drawing(marks.words(), model, seed(marks.words(), variation), shape, output.extension());
    }

    /** Jobs outlive a release, and the bytes of a URL never change: so this must not either. */
    static long seed(String words, int variation) {
        var hash = Digest.sha256((words + "#" + variation).getBytes(StandardCharsets.UTF_8));
        return Long.parseUnsignedLong(hash.substring(0, 16), 16);
    }

    /** What a success has. A video's thumbnail and first frame come first: a client has to pick by kind, not by place. */
    List<Output> outputs() {
        if (marks.has(JobMark.NO_OUTPUT)) {
            return List.of();
        }
        if (shape.seconds() == 0) {
            var count = Math.clamp(marks.number(JobMark.OUTPUTS, 1), 1, 10);
            return IntStream.range(0, count)
                    .mapToObj(number -> new Output(number, "image", shape.extension()))
                    .toList();
        }
        var last = shape.lastFrame() ? Stream.of(new Output(2, "last_frame", "png")) : Stream.<Output>empty();
        var usual = Stream.of(
                new Output(3, "thumbnail", "jpg"), new Output(0, "first_frame", "png"), new Output(1, "video", "mp4"));
        return Stream.concat(usual, last).toList();
    }
}
