package dev.darkroom.local;

import dev.darkroom.Live;
import dev.darkroom.Ports;
import dev.darkroom.Settings;
import dev.darkroom.admission.Breaker;
import dev.darkroom.admission.Gate;
import dev.darkroom.admission.RateSlots;
import dev.darkroom.aws.Clients;
import dev.darkroom.aws.StatesFlow;
import dev.darkroom.local.front.Hosts;
import dev.darkroom.local.front.LocalFront;
import dev.darkroom.local.hiapi.SimulatedHiapi;
import dev.darkroom.local.hiapi.SimulatorOptions;
import dev.darkroom.local.states.StepFunctions;
import dev.darkroom.media.EdgeCache;
import dev.darkroom.media.Media;
import dev.darkroom.media.MemoryMedia;
import dev.darkroom.media.Uploads;
import dev.darkroom.task.Flow;
import dev.darkroom.task.MemoryGate;
import dev.darkroom.task.MemoryTasks;
import dev.darkroom.task.Tasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The system over stores in memory, which keep the contracts of the real ones: the same handlers, state machine, provider
 * and HTTP, many times faster. And its stores and functions can be told to break down in the middle of their work.
 */
final class MemoryWorld implements World {

    private static final String KEPT_AT = "https://media.example";
    /** Of the calls to a store, while there is trouble. */
    private static final double SHARE_THAT_FAILS = 0.04;

    private static final Uploads NO_UPLOADS = (Uploads) Proxy.newProxyInstance(
            Uploads.class.getClassLoader(), new Class<?>[] {Uploads.class}, (proxy, method, arguments) -> {
                throw new UnsupportedOperationException("nothing is uploaded here");
            });

    private final Map<String, String> settings = new HashMap<>();
    private final TemporaryFolder folder = TemporaryFolder.make("darkroom-memory");
    private final Random random;
    private final Director director;
    private final Trouble trouble;
    private final MemoryTasks table = new MemoryTasks();
    private final TerminalWrites endings = new TerminalWrites();
    private final MemoryGate gate;
    private final MemoryMedia media = new MemoryMedia();

    private ManualTimeline timeline;
    private LocalFront front;
    private SimulatedHiapi provider;
    private StepFunctions states;
    private Caller visitor;

    /** @param given as the environment would have them; the provider's limits are twice those of the gate */
    MemoryWorld(Random random, Map<String, String> given) {
        this(random, given, Director.NOBODY);
    }

    MemoryWorld(Random random, Map<String, String> given, Director director) {
        this.random = random;
        this.director = director;
        trouble = new Trouble(random, SHARE_THAT_FAILS);
        settings.putAll(given);
        settings.put("VISITOR_KEY", "a key for visitors in tests");
        settings.put("HIAPI_API_KEY", "sk-memory");
        settings.put("HIAPI_CALLBACK_SECRET", "whsec-memory");
        settings.put("MEDIA_BASE_URL", KEPT_AT);
        var limits = new Settings(settings);
        gate = new MemoryGate(RateSlots.of(limits.providerConcurrent(), limits.providerRequestsPerMinute()));
        open(Instant.now().truncatedTo(ChronoUnit.SECONDS));
        visitor = new Caller(front.url());
        visitor.get("/api/quota");
    }

    private void open(Instant now) {
        timeline = new ManualTimeline(now);
        front = LocalFront.bind(0);
        provider = SimulatedHiapi.open(
                SimulatorOptions.defaults()
                        .withFolder(sub("hiapi"))
                        .withApiKey(settings.get("HIAPI_API_KEY"))
                        .withCallbackSecret(settings.get("HIAPI_CALLBACK_SECRET"))
                        .withLimits(6000, 100, 1_000_000)
                        .withPixelsAt1K(16 * 16),
                timeline);
        var functions = new ConcurrentHashMap<String, Lambda>();
        var workflow = new Workflow(functions);
        states = StepFunctions.open(sub("states"), timeline, random, functions);
        var machine = workflow.createIn(states, TestSystem.home().resolve("infra/generate.asl.json"));
        settings.put("CALLBACK_BASE_URL", front.url().toString());
        settings.put("HIAPI_BASE_URL", provider.baseUrl());
        var stage = director.stage(new Director.Stage(states.endpoint(), machine), functions);
        settings.put("AWS_ENDPOINT_URL", stage.endpoint().toString());
        settings.put("AWS_REGION", "us-east-1");
        settings.put("AWS_ACCESS_KEY_ID", "memory");
        settings.put("AWS_SECRET_ACCESS_KEY", "memory");
        var clients = new Clients(name -> Optional.ofNullable(settings.get(name)));
        Functions.of(new Live(
                        settings, timeline, reading -> {}, ports(new StatesFlow(clients.states(), stage.machine()))))
                .forEach((name, function) ->
                        functions.put(name, director.direct(name, Trouble.survived(function), timeline)));
        var nowhere = new LocalFront.Media(clients.s3(), "nowhere", List.of());
        front.serve(functions, nowhere, new Hosts(Set.of()), TestSystem.home().resolve("site"), timeline);
        states.resume();
        workflow.repairOn(timeline);
    }

    /** Stores in memory, and trouble with each of them. */
    private Ports ports(Flow realFlow) {
        var tasks = trouble.on(Tasks.class, endings.seenOf(table));
        var flow = trouble.on(Flow.class, realFlow);
        var places = trouble.on(Gate.class, gate);
        var store = trouble.on(Media.class, media);
        return new Ports() {
            @Override
            public Tasks tasks() {
                return tasks;
            }

            @Override
            public Flow flow() {
                return flow;
            }

            @Override
            public Gate gate() {
                return places;
            }

            /** Bad luck would open it, and it is not looked at here. */
            @Override
            public Breaker breaker() {
                return trouble.on(Breaker.class, new Breaker() {
                    @Override
                    public boolean recordRefusal(String code, Instant now) {
                        return false;
                    }

                    @Override
                    public void recordSuccess() {}
                });
            }

            @Override
            public Media media() {
                return store;
            }

            @Override
            public Uploads uploads() {
                return NO_UPLOADS;
            }

            @Override
            public EdgeCache edgeCache() {
                return EdgeCache.NONE;
            }
        };
    }

    @Override
    public void trouble(boolean on) {
        trouble.turn(on);
    }

    @Override
    public void restart() {
        var cookies = visitor.cookies();
        stop();
        open(timeline.instant());
        visitor = new Caller(front.url(), cookies);
    }

    @Override
    public void check(String about) {
        endings.check(about);
        if (!gate.listInside().isEmpty()) {
            throw new AssertionError(about + ": places were lost to " + gate.listInside());
        }
    }

    @Override
    public long served(String url) {
        return media.served(url.substring(KEPT_AT.length() + 1))
                .map(file -> (long) file.bytes().length)
                .orElse(-1L);
    }

    @Override
    public Caller visitor() {
        return visitor;
    }

    @Override
    public ManualTimeline timeline() {
        return timeline;
    }

    @Override
    public SimulatedHiapi provider() {
        return provider;
    }

    @Override
    public StepFunctions states() {
        return states;
    }

    @Override
    public Path data() {
        return folder.path();
    }

    private Path sub(String name) {
        try {
            return Files.createDirectories(data().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stop() {
        try {
            front.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        states.close();
        provider.close();
    }

    @Override
    public void close() {
        stop();
        folder.close();
    }
}
