package dev.darkroom.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.darkroom.Live;
import dev.darkroom.task.Allowance;
import dev.darkroom.task.Tasks;
import dev.darkroom.visitor.Visitors;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;

/** {@code GET /api/quota}: what this visitor has left today. The page calls it first, for the cookie. */
public final class GetQuota implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final Tasks tasks;
    private final Visitors visitors;
    private final Allowance allowance;
    private final InstantSource clock;

    public GetQuota() {
        this(Live.getPrimed(GetQuota::new));
    }

    public GetQuota(Live live) {
        this(live.tasks(), live.visitors(), live.settings().allowance(), live.clock());
    }

    public GetQuota(Tasks tasks, Visitors visitors, Allowance allowance, InstantSource clock) {
        this.tasks = tasks;
        this.visitors = visitors;
        this.allowance = allowance;
        this.clock = clock;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return ApiRunner.run(event, context, visitors, call -> {
            var now = clock.instant();
            var who = visitors.identify(call, Optional.empty());
            var usage = tasks.readUsage(who.visitor(), allowance, now);
            var body = new LinkedHashMap<String, Object>();
            var limited = usage.limit() != Allowance.NO_LIMIT;
            body.put("limit", limited ? usage.limit() : null);
            body.put("used", usage.used());
            body.put("remaining", limited ? usage.remaining() : null);
            body.put("resetsAt", Allowance.renewedAfter(now).toString());
            return ApiResponse.json(200, body).setCookie(who.cookie());
        });
    }
}
