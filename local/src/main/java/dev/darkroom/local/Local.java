package dev.darkroom.local;

import dev.darkroom.BadSetting;
import dev.darkroom.Live;
import dev.darkroom.aws.Clients;
import dev.darkroom.aws.DynamoBreaker;
import dev.darkroom.local.front.Hosts;
import dev.darkroom.local.front.LocalFront;
import dev.darkroom.local.hiapi.SimulatedHiapi;
import dev.darkroom.local.hiapi.SimulatorOptions;
import dev.darkroom.local.states.StepFunctions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** The whole system in one JVM: the same handlers, the same state machine, the same SDK clients as in AWS. */
public final class Local implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Local.class.getName());
    /** The logger of the readings. */
    static final String READINGS = "dev.darkroom.readings";

    private static final Logger METER = System.getLogger(READINGS);

    private final Timeline timeline;
    private final Environment environment;
    private final UnaryOperator<SimulatorOptions> simulation;
    private final Map<String, Lambda> functions = new ConcurrentHashMap<>();
    private final Deque<AutoCloseable> opened = new ConcurrentLinkedDeque<>();

    private final Workflow workflow = new Workflow(functions);

    private LocalFront front;
    private SimulatedHiapi provider;
    private StepFunctions states;
    private Live live;

    private Local(Timeline timeline, Environment environment, UnaryOperator<SimulatorOptions> simulation) {
        this.timeline = timeline;
        this.environment = environment;
        this.simulation = simulation;
    }

    /**
     * Starts everything; it can serve when this returns.
     *
     * @param given settings by name, as from the process's environment
     * @throws CannotStart with a sentence for the developer
     */
    public static Local start(Arguments arguments, Timeline timeline, Map<String, String> given) {
        return start(arguments, timeline, given, UnaryOperator.identity());
    }

    /** The same, with a say in how the simulated provider behaves. */
    public static Local start(
            Arguments arguments,
            Timeline timeline,
            Map<String, String> given,
            UnaryOperator<SimulatorOptions> simulation) {
        try {
            var local = new Local(timeline, new Environment(given), simulation);
            try {
                local.open(arguments);
                return local;
            } catch (RuntimeException e) {
                local.close();
                throw e;
            }
        } catch (BadSetting e) {
            throw CannotStart.because(e.getMessage(), e);
        }
    }

    private void open(Arguments arguments) {
        front = keep(LocalFront.bind(arguments.port()));
        var data = keep(DataFolder.open(arguments.data(), arguments.fresh()));
        SamSettings.remove(data.path());
        var secrets = new Secrets(data.makeFolder("secrets"));
        environment.set("AWS_SECRET_ACCESS_KEY", secrets.getOrCreate("store-key"));
        environment.setIfAbsent("VISITOR_KEY", secrets.getOrCreate("visitor-key"));
        environment.setIfAbsent("MEDIA_BASE_URL", front.url().toString());
        openServers(data, secrets, arguments.home().resolve("infra/generate.asl.json"));
        live = new Live(environment.values(), timeline, Local::note);
        functions.putAll(Functions.of(live));
        var media = new LocalFront.Media(clients().s3(), environment.require("MEDIA_BUCKET"), environment.stores());
        front.serve(
                functions,
                media,
                new Hosts(environment.ownNames()),
                arguments.home().resolve("site"),
                timeline);
        if (arguments.sam()) {
            var containers = keep(Containers.open());
            keep(SamSettings.write(data.path(), environment.values(), containers::expose));
        }
        states.resume();
        workflow.repairOn(timeline);
        if (!environment.hasOwnStore()) {
            new Lifecycle(media.store(), media.bucket()).applyOn(timeline);
        }
    }

    /** What CloudWatch would make metrics of is one more line of the log here. */
    private static void note(String reading) {
        METER.log(Level.INFO, reading);
    }

    /** The servers start side by side: each spends its time on loading classes. */
    private void openServers(DataFolder data, Secrets secrets, Path definition) {
        var table = runAside(() -> openTable(data));
        var store = runAside(() -> openStore(data));
        if (environment.wantsSimulation()) {
            simulate(data, secrets);
        }
        states = keep(StepFunctions.open(data.makeFolder("states"), timeline, RandomGenerator.getDefault(), functions));
        environment.set("STATE_MACHINE_ARN", workflow.createIn(states, definition));
        environment.setEndpoint("SFN", states.endpoint());
        join(table);
        join(store);
    }

    private Void openTable(DataFolder data) {
        var table = keep(LocalTable.open(data.makeFolder("table"), data.makeFolder("native")));
        environment.setEndpoint("DYNAMODB", table.endpoint());
        try (var dynamo = clients().dynamo()) {
            LocalTable.create(dynamo, Environment.TABLE);
            if (!new DynamoBreaker(dynamo, Environment.TABLE).reset()) {
                LOG.log(Level.WARNING, stillPaused(table.endpoint()));
            }
        }
        return null;
    }

    /** Any key opens the local table, and the AWS CLI does nothing without one. */
    private static String stillPaused(URI table) {
        return "New pictures are paused, by you. To resume, run: "
                + "AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any aws dynamodb update-item --region us-east-1 --endpoint-url "
                + table + " --table-name " + Environment.TABLE
                + " --key '{\"pk\":{\"S\":\"site\"}}' --update-expression 'REMOVE paused, refusals'";
    }

    private Void openStore(DataFolder data) {
        if (!environment.hasOwnStore()) {
            environment.set("MEDIA_BUCKET", Environment.BUCKET);
            var store = keep(LocalStore.open(
                    data.makeFolder("media"), Environment.BUCKET, environment.require("AWS_SECRET_ACCESS_KEY")));
            environment.setEndpoint("S3", store.endpoint());
        }
        return null;
    }

    private void simulate(DataFolder data, Secrets secrets) {
        environment.allowPlay();
        environment.set("HIAPI_API_KEY", secrets.getOrCreate("simulated-hiapi-key"));
        environment.setIfAbsent("HIAPI_CALLBACK_SECRET", secrets.getOrCreate("callback-secret"));
        environment.setIfAbsent("CALLBACK_BASE_URL", front.url().toString());
        var options = simulation.apply(SimulatorOptions.defaults()
                .withFolder(data.makeFolder("hiapi"))
                .withApiKey(environment.require("HIAPI_API_KEY"))
                .withCallbackSecret(environment.require("HIAPI_CALLBACK_SECRET")));
        provider = keep(SimulatedHiapi.open(options, timeline));
        environment.set("HIAPI_BASE_URL", provider.baseUrl());
    }

    private static <T> CompletableFuture<T> runAside(Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                work, task -> Thread.ofPlatform().daemon().start(task));
    }

    private static void join(CompletableFuture<?> work) {
        try {
            work.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof CannotStart why ? why : e;
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        opened.push(part);
        return part;
    }

    /** Such as {@code http://localhost:8080}. */
    public URI url() {
        return front.url();
    }

    /** The SDK's clients, aimed at the parts that run here. */
    public Clients clients() {
        return new Clients(environment::get);
    }

    /** What its functions are made of. */
    Live live() {
        return live;
    }

    /** What its functions are set to. */
    Map<String, String> settings() {
        return environment.values();
    }

    /** The state machine's keeper. */
    public StepFunctions states() {
        return states;
    }

    /** The simulated provider; empty when the developer named another. */
    public Optional<SimulatedHiapi> provider() {
        return Optional.ofNullable(provider);
    }

    /** Stops everything, the last started first; what is under way is taken up by the next start. */
    @Override
    public void close() {
        for (var part = opened.poll(); part != null; part = opened.poll()) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.log(Level.WARNING, "stopping was not clean", e);
            }
        }
    }
}
