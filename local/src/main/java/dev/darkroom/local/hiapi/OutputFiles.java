package dev.darkroom.local.hiapi;

import com.sun.net.httpserver.HttpExchange;
import dev.darkroom.local.Timeline;
import java.io.IOException;
import java.util.regex.Pattern;

/** {@code GET /tasks/<id>/<n>.<ext>}: what HiAPI keeps on its CDN for a while. Needs no key and counts nowhere. */
final class OutputFiles {

    private static final Pattern PATH = Pattern.compile("/tasks/([^/]+)/([0-9]{1,2})\\.([a-z0-9]+)");
    private static final int PIECES = 10;

    private final Timeline timeline;
    private final Jobs jobs;
    private final JobDetail report;
    private final Gallery gallery;
    private final Held held;

    OutputFiles(Timeline timeline, Jobs jobs, JobDetail report, Gallery gallery, Held held) {
        this.timeline = timeline;
        this.jobs = jobs;
        this.report = report;
        this.gallery = gallery;
        this.held = held;
    }

    void serve(HttpExchange exchange) throws IOException {
        var parcel = pack(
                exchange.getRequestURI().getPath(), exchange.getRequestURI().getQuery());
        exchange.getResponseHeaders().set("Content-Type", parcel.contentType());
        if (parcel.location() != null) {
            exchange.getResponseHeaders().set("Location", parcel.location());
        }
        var length = parcel.announced() == 0 ? -1 : parcel.chunked() ? 0 : parcel.announced();
        exchange.sendResponseHeaders(parcel.status(), length);
        if (length >= 0) {
            send(exchange, parcel);
        }
    }

    private void send(HttpExchange exchange, Parcel parcel) throws IOException {
        var body = exchange.getResponseBody();
        var bytes = parcel.bytes();
        var pieces = parcel.over().isZero() ? 1 : PIECES;
        for (var piece = 0; piece < pieces; piece++) {
            var from = (int) ((long) bytes.length * piece / pieces);
            body.write(bytes, from, (int) ((long) bytes.length * (piece + 1) / pieces) - from);
            body.flush();
            if (piece < pieces - 1) {
                held.hold(parcel.over().dividedBy(pieces - 1));
            }
        }
        var zeros = new byte[64 * 1024];
        for (var left = parcel.padding(); left > 0; left -= zeros.length) {
            body.write(zeros, 0, (int) Math.min(left, zeros.length));
        }
        if (parcel.missing() == 0) {
            body.close();
        }
    }

    private Parcel pack(String path, String query) {
        var match = PATH.matcher(path);
        if (!match.matches()) {
            return Parcel.gone();
        }
        var number = Integer.parseInt(match.group(2));
        var now = timeline.instant();
        var job = jobs.find(match.group(1)).filter(found -> found.status(now).equals("success"));
        var output = job.stream()
                .flatMap(found -> found.outputs().stream())
                .filter(one -> one.number() == number && one.extension().equals(match.group(3)))
                .findFirst();
        if (output.isEmpty()) {
            return Parcel.gone();
        }
        if (!now.isBefore(job.get().endsAt().plus(JobDetail.OUTPUTS_LAST))) {
            return Parcel.expired();
        }
        return applyMarks(job.get(), output.get(), path, query);
    }

    private Parcel applyMarks(SimulatedJob job, SimulatedJob.Output output, String path, String query) {
        var fresh = ReadJobs.number(query, "fresh", 0, Integer.MAX_VALUE, 0);
        var parcel = Parcel.of(200, contentType(output.extension()), gallery.bytes(job, output));
        for (var marking : job.marks().of(OutputMark.class).toList()) {
            var arrived = marking.mark() == OutputMark.REDIRECT && "direct".equals(query);
            if (fresh < marking.times() && !arrived) {
                parcel = parcel.marked(marking, path);
                if (marking.times() != Mark.ALWAYS) {
                    report.spoil(job.id(), fresh);
                }
            }
        }
        return parcel;
    }

    private static String contentType(String extension) {
        return switch (extension) {
            case "mp4" -> "video/mp4";
            case "png" -> "image/png";
            default -> "image/jpeg";
        };
    }
}
