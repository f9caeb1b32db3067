package dev.darkroom.snapstart;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import dev.darkroom.task.Allowance;
import dev.darkroom.task.JobSpec;
import dev.darkroom.task.Request;
import dev.darkroom.task.Task;
import dev.darkroom.task.Tasks;
import dev.darkroom.visitor.CallerClaims;
import dev.darkroom.visitor.Visitors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Calls a visitor's function often before SnapStart's snapshot is taken, so that the first visitor after a restore meets
 * loaded and compiled code. The calls go to a {@link FakeAws} inside this process: nothing outside is asked or told, and
 * none of the values that they are made of is random.
 */
public final class Priming implements Resource {

    private static final int ROUNDS = 300;
    private static final Logger LOG = System.getLogger(Priming.class.getName());

    /** The context holds its resources weakly. */
    private static Priming registered;

    private final Function<Map<String, String>, Target> targets;

    /**
     * A function as it is made over some settings.
     *
     * @param handler what is called
     * @param tasks where the row is opened that it may read
     * @param visitors who it believes to be asked by
     */
    public record Target(
            RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler, Tasks tasks, Visitors visitors) {}

    /** @param targets makes the function from settings, as they come from an environment */
    public Priming(Function<Map<String, String>, Target> targets) {
        this.targets = targets;
    }

    /** Has the snapshot of this process wait until the function was called. */
    public static void register(Function<Map<String, String>, Target> targets) {
        registered = new Priming(targets);
        Core.getGlobalContext().register(registered);
    }

    /** A snapshot that is not primed is slower, and nothing worse. */
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            LOG.log(Level.INFO, run(ROUNDS));
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING, "priming failed", e);
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Everything that was opened is closed.
    }

    /** @return which function was primed, and how many of its calls were answered well */
    public String run(int rounds) throws IOException {
        try (var aws = FakeAws.open()) {
            var target = targets.apply(aws.settings());
            var event = event(target);
            var good = 0;
            for (var round = 0; round < rounds; round++) {
                good += call(target.handler(), event) < 300 ? 1 : 0;
            }
            return "primed " + target.handler().getClass().getSimpleName() + " with " + good + " calls";
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

    /** By somebody who has a cookie, since whoever comes without one and without a key gets a random id. */
    private static byte[] event(Target target) {
        var key = Optional.of("priming");
        var newcomer = target.visitors().identify(new Somebody(List.of()), key);
        var cookie = newcomer.cookie().replaceFirst(";.*", "");
        var known = target.visitors().identify(new Somebody(List.of(cookie)), key);
        var taskId = target.visitors().taskId(known, key);
        target.tasks().open(task(taskId, known), new Allowance(1, 1, 1, 1));
        return String.format(Locale.ROOT, """
                {"version": "2.0", "headers": {"content-type": "application/json", "host": "site.example",
                "idempotency-key": "priming", "x-darkroom-origin": "%s", "x-darkroom-viewer-address": "192.0.2.1"},
                "cookies": ["%s"], "pathParameters": {"taskId": "%s"}, "body": "{\\"prompt\\":\\"a brass kettle\\"}",
                "isBase64Encoded": false,
                "requestContext": {"requestId": "priming", "http": {"method": "GET", "sourceIp": "192.0.2.1"}}}""", FakeAws.ORIGIN_SECRET, cookie, taskId)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Task task(String id, Visitors.Identity owner) {
        var request = new Request("a brass kettle", "priming", "1:1", "1K", null, List.of(), null);
        var minute = Duration.ofMinutes(1);
        var spec = new JobSpec("{}", false, false, 1, 1024, 1024, minute, null, minute);
        return Task.accepted(id, owner.visitor(), "priming", request, spec, Instant.EPOCH);
    }

    /** Whoever sends what is primed with. */
    private record Somebody(List<String> cookies) implements CallerClaims {
        @Override
        public Optional<String> header(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<String> subject() {
            return Optional.empty();
        }

        @Override
        public String sourceIp() {
            return "192.0.2.1";
        }

        @Override
        public boolean isLocal() {
            return false;
        }
    }
}
