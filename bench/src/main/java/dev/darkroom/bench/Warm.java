package dev.darkroom.bench;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.Live;
import dev.darkroom.Ports;
import dev.darkroom.api.CreateTask;
import dev.darkroom.api.GetTask;
import dev.darkroom.local.PackagedSystem;
import dev.darkroom.task.OpenResult;
import dev.darkroom.task.SiteSpend;
import dev.darkroom.task.Task;
import dev.darkroom.task.Tasks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a handler takes when all is warm: over ports that answer at once, and over DynamoDB Local. */
final class Warm implements Measurement {

    private static final int WARM_UP = 2000;
    private static final int COUNTED = 2000;
    private static final int WARM_UP_AT_TABLE = 200;
    private static final int COUNTED_AT_TABLE = 300;

    private final Report.Builder report = Report.of("handler", "over", "p50", "p99");

    @Override
    public Report take(Path folder) throws Exception {
        try (var system = new PackagedSystem(folder, Cold.AMPLE)) {
            var environment = new HashMap<>(system.environment("CreateTask"));
            environment.putAll(system.environment("GetTask"));
            var live = new Live(environment, InstantSource.system(), _ -> {});
            var tasks = inProcess();
            var near = new Live(environment, InstantSource.system(), _ -> {}, ports(tasks));
            var create = handler(new CreateTask(near));
            var get = handler(new GetTask(near));
            times("CreateTask", "ports in process", system, create, WARM_UP, COUNTED);
            var plain = times("GetTask", "ports in process", system, get, WARM_UP, COUNTED);
            // The row that GetTask then reads.
            var createAtTable = handler(new CreateTask(live));
            system.follow(
                    new ObjectMapper().valueToTree(createAtTable.handleRequest(event(system, "CreateTask"), null)));
            times("CreateTask", "DynamoDB Local", system, createAtTable, WARM_UP_AT_TABLE, COUNTED_AT_TABLE);
            var atTable =
                    times("GetTask", "DynamoDB Local", system, handler(new GetTask(live)), WARM_UP_AT_TABLE, COUNTED);
            return report.ratio(
                    "GetTask over DynamoDB Local takes %.0f x its own code alone.", atTable.median() / plain.median());
        }
    }

    private static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler(
            RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler) {
        return handler;
    }

    private Times times(
            String name,
            String over,
            PackagedSystem system,
            RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler,
            int warmUp,
            int counted)
            throws Exception {
        var times = new Times();
        for (var i = 0; i < warmUp + counted; i++) {
            var event = event(system, name);
            var began = System.nanoTime();
            var answer = handler.handleRequest(event, null);
            if (i >= warmUp) {
                times.add(System.nanoTime() - began);
            }
            if (answer.getStatusCode() >= 300) {
                throw new IllegalStateException(name + " answered " + answer);
            }
        }
        report.row(name, over, times.text(0.5), times.text(0.99));
        return times;
    }

    private static APIGatewayV2HTTPEvent event(PackagedSystem system, String function) throws IOException {
        return JacksonFactory.getInstance()
                .getSerializer(APIGatewayV2HTTPEvent.class)
                .fromJson(new ByteArrayInputStream(system.event(function)));
    }

    /** Opens every task, and finds the last one under any id. */
    private static Tasks inProcess() {
        var last = new HashMap<String, Task>();
        return (Tasks) Proxy.newProxyInstance(
                Warm.class.getClassLoader(),
                new Class<?>[] {Tasks.class},
                (_, method, arguments) -> switch (method.getName()) {
                    case "open" -> {
                        last.put("last", (Task) arguments[0]);
                        yield new OpenResult.New((Task) arguments[0], new SiteSpend(0, 0));
                    }
                    case "find" -> Optional.ofNullable(last.get("last"));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static Ports ports(Tasks tasks) {
        return (Ports) Proxy.newProxyInstance(
                Warm.class.getClassLoader(),
                new Class<?>[] {Ports.class},
                (_, method, _) -> method.getName().equals("tasks") ? tasks : idle(method.getReturnType()));
    }

    /** A port that does nothing. */
    private static Object idle(Class<?> port) {
        return Proxy.newProxyInstance(
                Warm.class.getClassLoader(),
                new Class<?>[] {port},
                (_, method, _) -> Map.of(boolean.class, (Object) true).get(method.getReturnType()));
    }
}
