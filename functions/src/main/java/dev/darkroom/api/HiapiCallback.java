package dev.darkroom.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.darkroom.Live;
import dev.darkroom.admission.ProviderQueue;
import dev.darkroom.hiapi.CallbackBody;
import dev.darkroom.hiapi.CallbackSignature;
import dev.darkroom.metrics.Meter;
import dev.darkroom.metrics.Metric;
import dev.darkroom.metrics.MetricEvent;
import dev.darkroom.task.Flow;
import dev.darkroom.task.Job;
import dev.darkroom.task.JobFailed;
import dev.darkroom.task.Task;
import dev.darkroom.task.TaskStatus;
import dev.darkroom.task.Tasks;
import dev.darkroom.visitor.Visitors;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code POST /api/callbacks/hiapi/{taskId}}: the provider says that a job has ended. What it says is first put on the
 * row, then the wait is ended with the task's id alone; a crash in between is mended by the provider's next delivery.
 */
public final class HiapiCallback implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final Logger LOG = System.getLogger(HiapiCallback.class.getName());

    private final Tasks tasks;
    private final Flow flow;
    private final ProviderQueue queue;
    private final Visitors visitors;
    private final Meter meter;
    private final Supplier<Optional<String>> secret;
    private final InstantSource clock;

    public HiapiCallback() {
        this(Live.get());
    }

    public HiapiCallback(Live live) {
        this(
                live.tasks(),
                live.flow(),
                live.providerQueue(),
                live.visitors(),
                live.meter(),
                live.callbackSecret(),
                live.clock());
    }

    /** @param secret the account's webhook signing key; empty when no callbacks are asked for */
    public HiapiCallback(
            Tasks tasks,
            Flow flow,
            ProviderQueue queue,
            Visitors visitors,
            Meter meter,
            Supplier<Optional<String>> secret,
            InstantSource clock) {
        this.tasks = tasks;
        this.flow = flow;
        this.queue = queue;
        this.visitors = visitors;
        this.meter = meter;
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return ApiRunner.run(event, context, visitors, call -> {
            var body = readBody(call);
            checkSignature(call, body);
            var task = tasks.find(call.taskId()).orElseThrow(Problem::notFound);
            return CallbackBody.parse(body)
                    .map(callback -> apply(task, callback))
                    .orElseThrow(() -> Problem.malformed("The body is not a task as the provider describes it."));
        });
    }

    private byte[] readBody(ApiRequest call) {
        try {
            return call.body(CallbackBody.LARGEST);
        } catch (Problem tooLarge) {
            reportRefusal("oversized");
            throw tooLarge;
        }
    }

    private void checkSignature(ApiRequest call, byte[] body) {
        var finding = CallbackSignature.verify(
                secret.get().orElse(""),
                call.header("X-HiAPI-Timestamp").orElse(null),
                call.header("X-HiAPI-Signature").orElse(null),
                body,
                clock.instant());
        if (finding != CallbackSignature.Finding.VALID) {
            reportRefusal(finding.name().toLowerCase(Locale.ROOT));
            throw Problem.unauthorized("Invalid callback signature.");
        }
    }

    private void reportRefusal(String reason) {
        LOG.log(Level.WARNING, "a callback was not believed: " + reason);
        meter.write(MetricEvent.of("callback_refused").with("reason", reason).with(Metric.CALLBACK_REFUSED, 1));
    }

    private ApiResponse apply(Task task, CallbackBody callback) {
        if (task.job().id() != null && !task.job().id().equals(callback.jobId())) {
            reportRefusal("another_job");
            throw Problem.conflict("This task has another job.");
        }
        if (task.status().isFinal()) {
            noteLate(task, callback);
            return release(task);
        }
        // Callbacks are for ends only; anything else is no news.
        return callback.report()
                .map(report -> record(task, callback.jobId(), report))
                .orElseGet(HiapiCallback::done);
    }

    /** What is given up stays given up, also when the provider finishes it after all: then it was paid for in vain. */
    private void noteLate(Task task, CallbackBody callback) {
        if (task.status() == TaskStatus.FAIL && callback.report().orElse(null) instanceof Job.Report.Finished) {
            LOG.log(Level.WARNING, "task " + task.id() + " was finished by the provider after it had been given up");
            meter.write(
                    MetricEvent.of("callback_late").with("taskId", task.id()).with(Metric.CALLBACK_LATE, 1));
        }
    }

    private ApiResponse record(Task task, String jobId, Job.Report report) {
        var now = tasks.saveReport(task.id(), jobId, report);
        if (now.status().isFinal()) {
            return release(now);
        }
        if (now.job().id() == null) {
            // Kept on the row, where Submit will find it; sent again in case Submit never comes to that.
            throw Problem.unavailable();
        }
        switch (now.job().report()) {
            case Job.Report.Finished finished -> flow.finish(now.job().token(), now.id());
            case Job.Report.Failed failed -> flow.fail(now.job().token(), JobFailed.class.getName(), "");
            case null -> throw Problem.conflict("This task has another job.");
        }
        return release(now);
    }

    /** The job has ended, so its place is free: said also to a repeated callback, in case the first got no further. */
    private ApiResponse release(Task task) {
        queue.leave(task.id());
        return done();
    }

    private static ApiResponse done() {
        return ApiResponse.json(200, Map.of("received", true));
    }
}
