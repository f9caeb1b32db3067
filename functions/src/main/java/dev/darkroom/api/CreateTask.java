package dev.darkroom.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.darkroom.Live;
import dev.darkroom.catalog.Catalog;
import dev.darkroom.catalog.ImageOptions;
import dev.darkroom.media.Uploads;
import dev.darkroom.metrics.BudgetUse;
import dev.darkroom.metrics.Meter;
import dev.darkroom.task.Allowance;
import dev.darkroom.task.Flow;
import dev.darkroom.task.OpenResult;
import dev.darkroom.task.Task;
import dev.darkroom.task.TaskStatus;
import dev.darkroom.task.Tasks;
import dev.darkroom.task.Visitor;
import dev.darkroom.visitor.Visitors;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code POST /api/images}: checks the request, reserves its allowance, writes the row and starts the execution. */
public final class CreateTask implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final Tasks tasks;
    private final TaskFactory newTasks;
    private final Flow flow;
    private final Visitors visitors;
    private final Meter meter;
    private final TaskPolicy policy;
    private final InstantSource clock;

    public CreateTask() {
        this(Live.getPrimed(CreateTask::new));
    }

    public CreateTask(Live live) {
        this(
                live.catalog(),
                live.tasks(),
                live.uploads(),
                live.flow(),
                live.visitors(),
                live.meter(),
                live.taskPolicy(),
                live.clock());
    }

    public CreateTask(
            Catalog catalog,
            Tasks tasks,
            Uploads uploads,
            Flow flow,
            Visitors visitors,
            Meter meter,
            TaskPolicy policy,
            InstantSource clock) {
        this.tasks = tasks;
        var references = new ReferenceUrls(tasks, uploads, policy.mediaBase(), policy.maxUploadBytes());
        this.newTasks = new TaskFactory(catalog, references, policy);
        this.flow = flow;
        this.visitors = visitors;
        this.meter = meter;
        this.policy = policy;
        this.clock = clock;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return ApiRunner.run(event, context, visitors, call -> {
            var key = IdempotencyKey.of(call);
            var who = visitors.identify(call, key);
            var options = CreateTaskBody.read(call.json(CreateTaskBody.MOST_BYTES));
            var id = visitors.taskId(who, key);
            var admission = before(id, options).orElseGet(() -> open(id, who.visitor(), options));
            return answer(admission).setCookie(who.cookie());
        });
    }

    /** What the first click referred to may be gone when the same click comes again: its task is still the answer. */
    private Optional<OpenResult> before(String id, ImageOptions options) {
        if (options.references().isEmpty()) {
            return Optional.empty();
        }
        var same = CreateTaskBody.fingerprint(options);
        return tasks.find(id)
                .map(task ->
                        task.fingerprint().equals(same) ? new OpenResult.Existing(task) : new OpenResult.KeyReused());
    }

    private OpenResult open(String id, Visitor visitor, ImageOptions options) {
        return tasks.open(newTasks.create(id, visitor, options, clock.instant()), policy.allowance());
    }

    private ApiResponse answer(OpenResult admission) {
        return switch (admission) {
            case OpenResult.New(var task, var spent) -> {
                meter.write(BudgetUse.of(spent, policy.allowance()));
                yield start(202, task);
            }
            case OpenResult.Existing(var task) -> start(200, task);
            case OpenResult.KeyReused() -> throw Problem.keyReused();
            case OpenResult.DailyLimitReached reached ->
                throw Problem.dailyLimit(reached, "make", until(Allowance::renewedAfter));
            case OpenResult.BudgetReached(var ofMonth) -> {
                meter.write(BudgetUse.reached(ofMonth));
                throw Problem.budget(ofMonth, until(ofMonth ? Allowance::renewedAfterMonth : Allowance::renewedAfter));
            }
            case OpenResult.Paused() -> throw Problem.paused();
        };
    }

    /** Starting twice is starting once: so a click whose execution never started is mended by the same click again. */
    private ApiResponse start(int status, Task task) {
        if (task.status() == TaskStatus.PENDING) {
            var longest = (int) task.spec().deadline().toSeconds();
            var wait = Math.min(policy.callbackWait().apply(task.spec().estimated()), longest);
            flow.start(task.id(), task.id(), wait);
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("taskId", task.id());
        body.put("status", task.status().word());
        body.put("model", task.request().model());
        body.put("width", task.spec().width());
        body.put("height", task.spec().height());
        body.put("retryAfter", ClientPolling.FIRST);
        body.put("cost", TaskView.Cost.of(task));
        return ApiResponse.json(status, body)
                .addHeader("Location", "/api/images/" + task.id())
                .addHeader("Retry-After", ClientPolling.FIRST);
    }

    private Duration until(UnaryOperator<Instant> renewed) {
        var now = clock.instant();
        return Duration.between(now, renewed.apply(now));
    }
}
