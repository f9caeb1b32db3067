package dev.darkroom.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.darkroom.Live;
import dev.darkroom.visitor.Visitors;
import java.util.Map;
import java.util.regex.Pattern;

/** The default route: an address that nobody answers, or a method that its address does not take. */
public final class NotFound implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    /** The addresses that exist and their methods; a test holds them against the template's routes. */
    static final Map<Pattern, String> ALLOWED = Map.of(
            Pattern.compile("/api/images"), "GET, HEAD, POST",
            Pattern.compile("/api/images/[^/]+"), "DELETE, GET, HEAD",
            Pattern.compile("/api/models"), "GET, HEAD",
            Pattern.compile("/api/quota"), "GET, HEAD",
            Pattern.compile("/api/uploads"), "POST",
            Pattern.compile("/api/callbacks/hiapi/[^/]+"), "POST");

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
        return ApiResponse.respond(event, context, visitors, call -> {
            var path = event.getRawPath() == null ? "" : event.getRawPath();
            throw ALLOWED.entrySet().stream()
                    .filter(each -> each.getKey().matcher(path).matches())
                    .findFirst()
                    .map(each -> Problem.methodNotAllowed(each.getValue()))
                    .orElseGet(Problem::notFound);
        });
    }
}
