package dev.darkroom.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.darkroom.Live;
import dev.darkroom.catalog.Catalog;
import dev.darkroom.visitor.Visitors;

/** {@code GET /api/models}: what may be asked for, and what it costs. */
public final class ListModels implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final Visitors visitors;
    private final String models;

    public ListModels() {
        this(Live.getPrimed(ListModels::new));
    }

    public ListModels(Live live) {
        this(live.catalog(), live.visitors(), live.settings().maxPrompt());
    }

    /** @param maxPrompt code points; a model's own limit may be lower */
    public ListModels(Catalog catalog, Visitors visitors, int maxPrompt) {
        this.visitors = visitors;
        this.models = catalog.toJson(maxPrompt);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return ApiRunner.run(event, context, visitors, call -> ApiResponse.rawJson(200, models));
    }
}
