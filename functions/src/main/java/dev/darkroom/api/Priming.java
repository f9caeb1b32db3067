package dev.darkroom.api;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import dev.darkroom.Live;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Calls a visitor's function often before SnapStart's snapshot is taken, so that the first visitor after a restore meets
 * loaded and compiled code. The calls go to a {@link StandIn} inside this process: nothing outside is asked or told, and
 * none of the values that they are made of is random.
 */
public final class Priming implements Resource {

    /** Those whose answer somebody waits for. */
    static final Set<String> HANDLERS = Set.of("CreateTask", "GetTask", "GetQuota", "ListModels", "ListTasks");

    private static final int ROUNDS = 300;
    private static final Logger LOG = System.getLogger(Priming.class.getName());

    /** The context holds its resources weakly. */
    private static Priming registered;

    private final String handler;

    Priming(String handler) {
        this.handler = handler;
    }

    /** @param handler as Lambda names it, such as {@code dev.darkroom.api.GetTask::handleRequest} */
    public static void beforeSnapshot(String handler) {
        var name = handler.replaceFirst("::.*", "").replaceFirst(".*\\.", "");
        if (HANDLERS.contains(name)) {
            registered = new Priming(name);
            Core.getGlobalContext().register(registered);
        }
    }

    /** A snapshot that is not primed is slower, and nothing worse. */
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            LOG.log(Level.INFO, "primed {0} with {1} calls", handler, String.valueOf(run(ROUNDS)));
        } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING, "priming failed", e);
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Everything that was opened is closed.
    }

    /** @return how many calls were answered well */
    int run(int rounds) throws IOException, ReflectiveOperationException {
        try (var outside = StandIn.open()) {
            var live = new Live(outside.settings(), InstantSource.system(), _ -> {});
            // The row that the others then read.
            call(new CreateTask(live), event(live, "CreateTask"));
            var type = Class.forName(Priming.class.getPackageName() + "." + handler);
            @SuppressWarnings("unchecked")
            var function = (RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>)
                    type.getConstructor(Live.class).newInstance(live);
            var event = event(live, handler);
            var good = 0;
            for (var round = 0; round < rounds; round++) {
                good += call(function, event) < 300 ? 1 : 0;
            }
            return good;
        }
    }

    /** By the serializers of Lambda's own runtime, which would else be new to the first event. */
    private static int call(RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> function, byte[] json) {
        var serializers = JacksonFactory.getInstance();
        var event = serializers.getSerializer(APIGatewayV2HTTPEvent.class).fromJson(new ByteArrayInputStream(json));
        var answer = function.handleRequest(event, null);
        serializers.getSerializer(APIGatewayV2HTTPResponse.class).toJson(answer, new ByteArrayOutputStream());
        return answer.getStatusCode();
    }

    private static byte[] event(Live live, String handler) {
        // Whoever comes without a cookie and without a key gets a random id: this one has both.
        var nobody = new Call(new APIGatewayV2HTTPEvent());
        var visitors = live.visitors();
        var key = Optional.of("priming");
        var somebody = visitors.of(nobody, key);
        var cookie = somebody.cookie().replaceFirst(";.*", "");
        var known = new APIGatewayV2HTTPEvent();
        known.setCookies(List.of(cookie));
        var taskId = visitors.taskId(visitors.of(new Call(known), key), key);
        var body = handler.equals("CreateTask") ? "{\\\"prompt\\\":\\\"a brass kettle\\\"}" : "";
        return String.format(Locale.ROOT, """
                {"version": "2.0", "headers": {"content-type": "application/json", "host": "site.example",
                "idempotency-key": "priming", "x-darkroom-origin": "%s", "x-darkroom-viewer-address": "192.0.2.1"},
                "cookies": ["%s"], "pathParameters": {"taskId": "%s"}, "body": "%s", "isBase64Encoded": false,
                "requestContext": {"requestId": "priming", "http": {"method": "GET", "sourceIp": "192.0.2.1"}}}""", StandIn.ORIGIN_SECRET, cookie, taskId, body)
                .getBytes(StandardCharsets.UTF_8);
    }
}
