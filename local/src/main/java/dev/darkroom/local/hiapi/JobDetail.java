package dev.darkroom.local.hiapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is said about a job: in its detail, in the list and in its callback (HiAPI's docs, task detail, 2026). */
final class JobDetail {

    /** The docs' sample has exactly seven days between completed and expireAt. */
    static final Duration OUTPUTS_LAST = Duration.ofDays(7);

    private final String origin;
    private final Map<String, Integer> spoilt = new ConcurrentHashMap<>();

    /** @param origin such as {@code http://127.0.0.1:8090} */
    JobDetail(String origin) {
        this.origin = origin;
    }

    ObjectNode of(SimulatedJob job, Instant now) {
        var otherRoute =
                job.route() != null && !job.route().isEmpty() && !job.route().equals("default");
        var report = HiapiAnswer.JSON.createObjectNode().put("taskId", job.id());
        report.put("model", otherRoute ? job.model() + "@" + job.route() : job.model());
        if (job.route() != null) {
            report.put("route", job.route());
        }
        var status = job.status(now);
        report.put("status", status).put("created", job.created().getEpochSecond());
        report.put("completed", job.isFinal(now) ? job.endsAt().getEpochSecond() : 0);
        report.put("storage", job.storage());
        switch (status) {
            case "success" -> addOutputs(job, report);
            case "fail" ->
                report.putObject("error")
                        .put("code", job.failure())
                        .put("message", "the simulated provider was told to fail this job");
            default -> {}
        }
        return report;
    }

    private void addOutputs(SimulatedJob job, ObjectNode report) {
        var list = report.putArray("output");
        for (var output : job.outputs()) {
            var one = list.addObject().put("url", origin + path(job, output)).put("type", output.kind());
            one.put("expireAt", job.endsAt().plus(OUTPUTS_LAST).getEpochSecond());
        }
    }

    private String path(SimulatedJob job, SimulatedJob.Output output) {
        var fresh = spoilt.getOrDefault(job.id(), 0);
        var path = "/tasks/" + job.id() + "/" + output.number() + "." + output.extension();
        return fresh == 0 ? path : path + "?fresh=" + fresh;
    }

    /** Somebody has met a bad URL: from now on the job is reported with the ones after {@code fresh}. */
    void spoil(String id, int fresh) {
        spoilt.merge(id, fresh + 1, Math::max);
    }
}
