package dev.darkroom.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.darkroom.Live;
import dev.darkroom.task.HistoryPage;
import dev.darkroom.task.Tasks;
import dev.darkroom.visitor.Visitors;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;

/** {@code GET /api/images}: this visitor's own tasks, newest first, a page at a time. */
public final class ListTasks implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final Tasks tasks;
    private final Visitors visitors;
    private final URI mediaBase;
    private final InstantSource clock;

    public ListTasks() {
        this(Live.getPrimed(ListTasks::new));
    }

    public ListTasks(Live live) {
        this(live.tasks(), live.visitors(), live.mediaBase(), live.clock());
    }

    public ListTasks(Tasks tasks, Visitors visitors, URI mediaBase, InstantSource clock) {
        this.tasks = tasks;
        this.visitors = visitors;
        this.mediaBase = mediaBase;
        this.clock = clock;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return ApiRunner.run(event, context, visitors, call -> {
            var who = visitors.identify(call, Optional.empty());
            var page = list(call, who.visitor().id());
            var now = clock.instant();
            var body = new LinkedHashMap<String, Object>();
            body.put(
                    "tasks",
                    page.tasks().stream()
                            .map(task -> TaskView.of(task, true, mediaBase, now))
                            .toList());
            body.put("nextCursor", page.cursor());
            return ApiResponse.json(200, body).setCookie(who.cookie());
        });
    }

    private HistoryPage list(ApiRequest call, String visitorId) {
        var limit = limit(call.query("limit").orElse("20"));
        try {
            return tasks.list(visitorId, limit, call.query("cursor").orElse(null));
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("cursor", "The cursor must be the nextCursor of an earlier page.");
        }
    }

    private static int limit(String text) {
        // 20.0 is the whole number that 20 is, as it is in a body.
        var digits = text.replaceFirst("\\.0+$", "");
        if (!digits.matches("[1-9]\\d?|100")) {
            throw Problem.invalid("limit", "The limit must be a whole number from 1 to 100.");
        }
        return Integer.parseInt(digits);
    }
}
