package dev.darkroom.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.darkroom.Live;
import dev.darkroom.visitor.Visitors;

/** The default route: an address that nobody answers, or a method that its address does not take. */
public final class NotFound implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final Visitors visitors;

    public NotFound() {
        this(Live.get());
    }

    public NotFound(Live live) {
        this(live.visitors());
    }

    public NotFound(Visitors visitors) {
        this.visitors = visitors;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return ApiRunner.run(event, context, visitors, call -> {
            var allowed = Routes.allowed(event.getRawPath() == null ? "" : event.getRawPath());
            throw allowed.isEmpty() ? Problem.notFound() : Problem.methodNotAllowed(allowed);
        });
    }
}
