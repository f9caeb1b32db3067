package dev.darkroom.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.darkroom.Live;
import dev.darkroom.catalog.Catalog;

/** {@code GET /api/models}: what may be asked for, and what it costs. */
public final class ListModels implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final Visitors visitors;
    private final String models;

    public ListModels() {
        this(Live.get());
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
        return Answer.to(event, context, visitors, call -> Answer.written(200, models));
    }
}
