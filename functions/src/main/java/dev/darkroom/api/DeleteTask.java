package dev.darkroom.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.darkroom.Live;
import dev.darkroom.media.EdgeCache;
import dev.darkroom.media.Media;
import dev.darkroom.task.Output;
import dev.darkroom.task.Task;
import dev.darkroom.task.Tasks;
import dev.darkroom.visitor.Visitors;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * {@code DELETE /api/images/{taskId}}: the owner's result leaves the store and the history. A job that still runs is
 * not stopped, the provider has no way to; its result is not fetched.
 */
public final class DeleteTask implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final Tasks tasks;
    private final Media media;
    private final EdgeCache edge;
    private final Visitors visitors;
    private final InstantSource clock;

    public DeleteTask() {
        this(Live.get());
    }

    public DeleteTask(Live live) {
        this(live.tasks(), live.media(), live.edgeCache(), live.visitors(), live.clock());
    }

    public DeleteTask(Tasks tasks, Media media, EdgeCache edge, Visitors visitors, InstantSource clock) {
        this.tasks = tasks;
        this.media = media;
        this.edge = edge;
        this.visitors = visitors;
        this.clock = clock;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return ApiRunner.run(event, context, visitors, call -> {
            var asks = visitors.identify(call, Optional.empty()).visitor();
            var task = tasks.find(call.taskId())
                    .filter(Predicate.not(Task::isDeleted))
                    .filter(found -> found.visitor().id().equals(asks.id()))
                    .orElseThrow(Problem::notFound);
            // The files first: were it the other way round, a crash in between would leave them without an owner. Then
            // their copies: a copy forgotten before its file could be made again.
            var files = task.outputs().stream().map(Output::key).toList();
            media.delete(files);
            edge.invalidate(files);
            tasks.delete(task.id(), clock.instant());
            return ApiResponse.empty(204);
        });
    }
}
