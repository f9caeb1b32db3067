package dev.darkroom.local.front;

import dev.darkroom.api.Routes;
import dev.darkroom.local.FunctionError;
import dev.darkroom.local.Lambda;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** API Gateway's part: finds the route, hands the request to its function, and sends the answer. */
final class Gateway extends Handler.Abstract {

    /** The largest body that an HTTP API takes (API Gateway quotas: payload size 10 MB, not adjustable). */
    static final int MOST_BYTES = 10 * 1024 * 1024;

    private static final long MOST_SKIPPED = 10L * MOST_BYTES;

    private static final Logger LOG = System.getLogger(Gateway.class.getName());

    private final Map<String, Lambda> functions;
    private final InstantSource clock;

    Gateway(Map<String, Lambda> functions, InstantSource clock) {
        this.functions = functions;
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var requestId = UUID.randomUUID().toString();
        response.write(true, ByteBuffer.wrap(answer(request, response, requestId)), callback);
        return true;
    }

    private byte[] answer(Request request, Response response, String requestId) {
        try {
            var body = readBody(request);
            if (body.length > MOST_BYTES) {
                // There may be more than was skipped: the connection cannot be used again.
                response.getHeaders().put(HttpHeader.CONNECTION, "close");
                return FrontProblem.tooLarge(MOST_BYTES).applyTo(response, requestId);
            }
            return invoke(request, body, response, requestId);
        } catch (FunctionError e) {
            // Its message may quote what a visitor wrote: only the kind of error is logged.
            LOG.log(Level.ERROR, "request {0} failed: {1}", requestId, e.errorType());
            return FrontProblem.internal().applyTo(response, requestId);
        } catch (EOFException e) {
            return FrontProblem.badRequest(400).applyTo(response, requestId);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "request {0} failed: {1}", requestId, e.toString());
            return FrontProblem.badRequest(400).applyTo(response, requestId);
        }
    }

    /** The body, or one byte more than is allowed of it. */
    private static byte[] readBody(Request request) throws IOException {
        try (var in = Request.asInputStream(request)) {
            var body = in.readNBytes(MOST_BYTES + 1);
            if (body.length > MOST_BYTES) {
                // A connection that is closed on what was sent but not read takes the answer with it.
                in.skip(MOST_SKIPPED);
            }
            return body;
        }
    }

    private byte[] invoke(Request request, byte[] body, Response response, String requestId)
            throws FunctionError, IOException {
        var match = Routes.find(request.getMethod(), request.getHttpURI().getCanonicalPath());
        var routeKey = match.map(found -> found.route().key()).orElse("$default");
        var function = match.map(found -> found.route().function()).orElse(Routes.DEFAULT_FUNCTION);
        var parameters = match.map(Routes.Match::pathParameters).orElse(Map.of());
        var event = new GatewayEvent(request, routeKey, parameters, body).toJson(requestId, clock.instant());
        return GatewayAnswer.parse(functions.get(function).invoke(event)).applyTo(response);
    }
}
