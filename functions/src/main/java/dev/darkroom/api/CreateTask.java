package dev.darkroom.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.darkroom.Live;
import dev.darkroom.catalog.Catalog;
import dev.darkroom.catalog.Wish;
import dev.darkroom.media.Uploads;
import dev.darkroom.task.Allowance;
import dev.darkroom.task.Flow;
import dev.darkroom.task.Meter;
import dev.darkroom.task.Opening;
import dev.darkroom.task.Spent;
import dev.darkroom.task.Task;
import dev.darkroom.task.TaskStatus;
import dev.darkroom.task.Tasks;
import dev.darkroom.task.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code POST /api/images}: checks the request, reserves its allowance, writes the row and starts the execution. */
public final class CreateTask implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final Tasks tasks;
    private final NewTasks newTasks;
    private final Flow flow;
    private final Visitors visitors;
    private final Meter meter;
    private final Terms terms;
    private final InstantSource clock;

    public CreateTask() {
        this(Live.get());
    }

    public CreateTask(Live live) {
        this(
                live.catalog(),
                live.tasks(),
                live.uploads(),
                live.flow(),
                live.visitors(),
                live.meter(),
                live.terms(),
                live.clock());
    }

    public CreateTask(
            Catalog catalog,
            Tasks tasks,
            Uploads uploads,
            Flow flow,
            Visitors visitors,
            Meter meter,
            Terms terms,
            InstantSource clock) {
        this.tasks = tasks;
        var references = new References(tasks, uploads, terms.mediaBase(), terms.maxUploadBytes());
        this.newTasks = new NewTasks(catalog, references, terms);
        this.flow = flow;
        this.visitors = visitors;
        this.meter = meter;
        this.terms = terms;
        this.clock = clock;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Answer.to(event, context, visitors, call -> {
            var key = IdempotencyKey.of(call);
            var who = visitors.of(call, key);
            var wish = ImageRequest.read(call.json(ImageRequest.MOST_BYTES));
            var id = visitors.taskId(who, key);
            var opening = before(id, wish).orElseGet(() -> open(id, who.visitor(), wish));
            return answer(opening).cookie(who.cookie());
        });
    }

    /** What the first click referred to may be gone when the same click comes again: its task is still the answer. */
    private Optional<Opening> before(String id, Wish wish) {
        if (wish.references().isEmpty()) {
            return Optional.empty();
        }
        var same = ImageRequest.fingerprint(wish);
        return tasks.find(id)
                .map(task -> task.fingerprint().equals(same) ? new Opening.Existing(task) : new Opening.KeyReused());
    }

    private Opening open(String id, Visitor visitor, Wish wish) {
        return tasks.open(newTasks.of(id, visitor, wish, clock.instant()), terms.allowance());
    }

    private Answer answer(Opening opening) {
        return switch (opening) {
            case Opening.New(var task, var spent) -> {
                meter.write(spent.against(terms.allowance()));
                yield started(202, task);
            }
            case Opening.Existing(var task) -> started(200, task);
            case Opening.KeyReused() -> throw Problem.keyReused();
            case Opening.DailyLimitReached(var limit, var ofAddress) ->
                throw Problem.dailyLimit(limit, ofAddress, until(Allowance::renewedAfter));
            case Opening.BudgetReached(var ofMonth) -> {
                meter.write(Spent.reached(ofMonth));
                throw Problem.budget(ofMonth, until(ofMonth ? Allowance::renewedAfterMonth : Allowance::renewedAfter));
            }
            case Opening.Paused() -> throw Problem.paused();
        };
    }

    /** Starting twice is starting once: so a click whose execution never started is mended by the same click again. */
    private Answer started(int status, Task task) {
        if (task.status() == TaskStatus.PENDING) {
            var longest = (int) task.order().deadline().toSeconds();
            var wait = Math.min(terms.callbackWait().apply(task.order().typical()), longest);
            flow.start(task.id(), task.id(), wait);
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("taskId", task.id());
        body.put("status", task.status().word());
        body.put("model", task.request().model());
        body.put("width", task.order().width());
        body.put("height", task.order().height());
        body.put("retryAfter", Pace.FIRST);
        body.put("cost", TaskView.Cost.of(task));
        return Answer.json(status, body)
                .header("Location", "/api/images/" + task.id())
                .header("Retry-After", Pace.FIRST);
    }

    private Duration until(UnaryOperator<Instant> renewed) {
        var now = clock.instant();
        return Duration.between(now, renewed.apply(now));
    }
}
