package dev.darkroom.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.darkroom.Live;
import dev.darkroom.task.Task;
import dev.darkroom.task.Tasks;
import dev.darkroom.visitor.Visitors;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * {@code GET /api/images/{taskId}}: one read. Whoever knows the id may read; only the owner sees prompt and cost. The
 * owner is known by the cookie: this route is open, so that it does not know who has logged in.
 */
public final class GetTask implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final Tasks tasks;
    private final Visitors visitors;
    private final URI mediaBase;
    private final InstantSource clock;

    public GetTask() {
        this(Live.getPrimed(GetTask::new));
    }

    public GetTask(Live live) {
        this(live.tasks(), live.visitors(), live.mediaBase(), live.clock());
    }

    public GetTask(Tasks tasks, Visitors visitors, URI mediaBase, InstantSource clock) {
        this.tasks = tasks;
        this.visitors = visitors;
        this.mediaBase = mediaBase;
        this.clock = clock;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return ApiRunner.run(event, context, visitors, call -> {
            var task = tasks.find(call.taskId())
                    .filter(Predicate.not(Task::isDeleted))
                    .orElseThrow(Problem::notFound);
            var asks = visitors.identify(call, Optional.empty()).visitor();
            var owner = task.visitor().id().equals(asks.id());
            var view = TaskView.of(task, owner, mediaBase, clock.instant());
            var answer = ApiResponse.json(200, view);
            return view.retryAfter() == null ? answer : answer.addHeader("Retry-After", view.retryAfter());
        });
    }
}
