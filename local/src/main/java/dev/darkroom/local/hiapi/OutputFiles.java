package dev.darkroom.local.hiapi;

import com.sun.net.httpserver.HttpExchange;
import dev.darkroom.local.Timeline;
import dev.darkroom.local.hiapi.drawing.DrawingCache;
import dev.darkroom.local.hiapi.marks.Mark;
import dev.darkroom.local.hiapi.marks.OutputMark;
import java.io.IOException;
import java.util.regex.Pattern;

/** {@code GET /tasks/<id>/<n>.<ext>}: what HiAPI keeps on its CDN for a while. Needs no key and counts nowhere. */
final class OutputFiles {

    private static final Pattern PATH = Pattern.compile("/tasks/([^/]+)/([0-9]{1,2})\\.([a-z0-9]+)");
    private static final int PIECES = 10;

    private final Timeline timeline;
    private final Jobs jobs;
    private final JobDetail report;
    private final DrawingCache drawings;
    private final HeldAnswers held;

    OutputFiles(Timeline timeline, Jobs jobs, JobDetail report, DrawingCache drawings, HeldAnswers held) {
        this.timeline = timeline;
        this.jobs = jobs;
        this.report = report;
        this.drawings = drawings;
        this.held = held;
    }

    void serve(HttpExchange exchange) throws IOException {
        var response = pack(
                exchange.getRequestURI().getPath(), exchange.getRequestURI().getQuery());
        exchange.getResponseHeaders().set("Content-Type", response.contentType());
        if (response.location() != null) {
            exchange.getResponseHeaders().set("Location", response.location());
        }
        var length = response.announced() == 0 ? -1 : response.chunked() ? 0 : response.announced();
        exchange.sendResponseHeaders(response.status(), length);
        if (length >= 0) {
            send(exchange, response);
        }
    }

    private void send(HttpExchange exchange, OutputResponse response) throws IOException {
        var body = exchange.getResponseBody();
        var bytes = response.bytes();
        var pieces = response.over().isZero() ? 1 : PIECES;
        for (var piece = 0; piece < pieces; piece++) {
            var from = (int) ((long) bytes.length * piece / pieces);
            body.write(bytes, from, (int) ((long) bytes.length * (piece + 1) / pieces) - from);
            body.flush();
            if (piece < pieces - 1) {
                held.hold(response.over().dividedBy(pieces - 1));
            }
        }
        var zeros = new byte[64 * 1024];
        for (var left = response.padding(); left > 0; left -= zeros.length) {
            body.write(zeros, 0, (int) Math.min(left, zeros.length));
        }
        if (response.missing() == 0) {
            body.close();
        }
    }

    private OutputResponse pack(String path, String query) {
        var match = PATH.matcher(path);
        if (!match.matches()) {
            return OutputResponse.gone();
        }
        var number = Integer.parseInt(match.group(2));
        var now = timeline.instant();
        var job = jobs.find(match.group(1)).filter(found -> found.status(now).equals("success"));
        var output = job.stream()
                .flatMap(found -> found.outputs().stream())
                .filter(one -> one.number() == number && one.extension().equals(match.group(3)))
                .findFirst();
        if (output.isEmpty()) {
            return OutputResponse.gone();
        }
        if (!now.isBefore(job.get().endsAt().plus(JobDetail.OUTPUTS_LAST))) {
            return OutputResponse.expired();
        }
        return applyMarks(job.get(), output.get(), path, query);
    }

    private OutputResponse applyMarks(SimulatedJob job, SimulatedJob.Output output, String path, String query) {
        var fresh = ReadJobs.number(query, "fresh", 0, Integer.MAX_VALUE, 0);
        var response = OutputResponse.of(200, contentType(output.extension()), drawings.bytes(job.drawing(output)));
        for (var marking : job.marks().of(OutputMark.class).toList()) {
            var arrived = marking.mark() == OutputMark.REDIRECT && "direct".equals(query);
            if (fresh < marking.times() && !arrived) {
                response = response.marked(marking, path);
                if (marking.times() != Mark.ALWAYS) {
                    report.spoil(job.id(), fresh);
                }
            }
        }
        return response;
    }

    private static String contentType(String extension) {
        return switch (extension) {
            case "mp4" -> "video/mp4";
            case "png" -> "image/png";
            default -> "image/jpeg";
        };
    }
}
