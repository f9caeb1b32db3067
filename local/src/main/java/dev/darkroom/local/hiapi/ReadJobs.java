package dev.darkroom.local.hiapi;

import dev.darkroom.local.Timeline;
import dev.darkroom.local.hiapi.marks.MarkCounts;
import dev.darkroom.local.hiapi.marks.ReadMark;
import dev.darkroom.local.hiapi.marks.RequestedMark;
import java.time.Duration;

/** {@code GET /v1/tasks/:id} and {@code GET /v1/tasks?page=&size=}. */
final class ReadJobs {

    private final Timeline timeline;
    private final Jobs jobs;
    private final JobDetail report;
    private final HeldAnswers held;
    private final boolean retryAfter;
    private final MarkCounts counts = new MarkCounts();

    ReadJobs(Timeline timeline, Jobs jobs, JobDetail report, HeldAnswers held, boolean retryAfter) {
        this.timeline = timeline;
        this.jobs = jobs;
        this.report = report;
        this.held = held;
        this.retryAfter = retryAfter;
    }

    HiapiAnswer read(HiapiRequest request, String id) {
        var job = jobs.find(id)
                .filter(found -> found.account().equals(request.account()))
                .orElseThrow(() -> new RequestRefused(unknown()));
        job.marks().of(ReadMark.class).forEach(marking -> {
            if (counts.consume(id, marking)) {
                misbehave(marking);
            }
        });
        return HiapiAnswer.success(report.of(job, timeline.instant()));
    }

    private void misbehave(RequestedMark marking) {
        switch ((ReadMark) marking.mark()) {
            case VANISH -> throw new RequestRefused(unknown());
            case GARBLED -> throw new RequestRefused(HiapiAnswer.html(200, "<!doctype html><title>One moment</title>"));
            case TOO_MANY -> throw new RequestRefused(HiapiAnswer.tooMany(retryAfter, 2));
            case SLOW -> held.hold(Duration.ofSeconds(marking.number()));
        }
    }

    static HiapiAnswer unknown() {
        return HiapiAnswer.error(404, "there is no such task", null);
    }

    /** Newest first. Values out of range count as the defaults, without a word (HiAPI's docs, task list, 2026). */
    HiapiAnswer list(HiapiRequest request, String query) {
        var page = number(query, "page", 1, Integer.MAX_VALUE, 1);
        var size = number(query, "size", 1, 100, 10);
        var own = jobs.all().reversed().stream()
                .filter(job -> job.account().equals(request.account()))
                .toList();
        var data = HiapiAnswer.JSON
                .createObjectNode()
                .put("page", page)
                .put("size", size)
                .put("total", own.size());
        var tasks = data.putArray("tasks");
        own.stream().skip((page - 1L) * size).limit(size).forEach(job -> tasks.add(report.of(job, timeline.instant())));
        return HiapiAnswer.success(data);
    }

    static int number(String query, String name, int min, int max, int otherwise) {
        for (var part : query == null ? new String[0] : query.split("&")) {
            if (part.matches(name + "=[0-9]{1,9}")) {
                var number = Integer.parseInt(part.substring(name.length() + 1));
                return number < min || number > max ? otherwise : number;
            }
        }
        return otherwise;
    }
}
