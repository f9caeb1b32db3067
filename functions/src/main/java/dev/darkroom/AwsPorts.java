package dev.darkroom;

import dev.darkroom.admission.Breaker;
import dev.darkroom.admission.Gate;
import dev.darkroom.admission.RateSlots;
import dev.darkroom.aws.Clients;
import dev.darkroom.aws.DynamoBreaker;
import dev.darkroom.aws.DynamoGate;
import dev.darkroom.aws.DynamoTasks;
import dev.darkroom.aws.S3Media;
import dev.darkroom.aws.S3Uploads;
import dev.darkroom.aws.StatesFlow;
import dev.darkroom.media.EdgeCache;
import dev.darkroom.media.Media;
import dev.darkroom.media.Uploads;
import dev.darkroom.metrics.Meter;
import dev.darkroom.task.Flow;
import dev.darkroom.task.Tasks;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** {@link Ports} in AWS, each made when it is first asked for: a function pays for no client that it does not use. */
final class AwsPorts implements Ports {

    private final Settings settings;
    private final Meter meter;
    private final Clients clients;
    private final Supplier<DynamoDbClient> dynamo;
    private final Supplier<Tasks> tasks = new Lazy<>(this::makeTasks);
    private final Supplier<Flow> flow = new Lazy<>(this::makeFlow);
    private final Supplier<Gate> gate = new Lazy<>(this::makeGate);
    private final Supplier<Breaker> breaker = new Lazy<>(this::makeBreaker);
    private final Supplier<Media> media = new Lazy<>(this::makeMedia);
    private final Supplier<Uploads> uploads = new Lazy<>(this::makeUploads);
    private final Supplier<EdgeCache> edgeCache = new Lazy<>(this::makeEdgeCache);

    /** @param meter is told of what goes wrong beyond the task at hand */
    AwsPorts(Settings settings, Clients clients, Meter meter) {
        this.settings = settings;
        this.meter = meter;
        this.clients = clients;
        this.dynamo = new Lazy<>(clients::dynamo);
    }

    @Override
    public Tasks tasks() {
        return tasks.get();
    }

    @Override
    public Flow flow() {
        return flow.get();
    }

    @Override
    public Gate gate() {
        return gate.get();
    }

    @Override
    public Breaker breaker() {
        return breaker.get();
    }

    @Override
    public Media media() {
        return media.get();
    }

    @Override
    public Uploads uploads() {
        return uploads.get();
    }

    @Override
    public EdgeCache edgeCache() {
        return edgeCache.get();
    }

    private Tasks makeTasks() {
        return new DynamoTasks(dynamo.get(), table());
    }

    private Flow makeFlow() {
        return new StatesFlow(clients.states(), settings.require("STATE_MACHINE_ARN"));
    }

    private Gate makeGate() {
        var slots = RateSlots.of(settings.providerConcurrent(), settings.providerRequestsPerMinute());
        return new DynamoGate(dynamo.get(), table(), slots);
    }

    private Breaker makeBreaker() {
        return new DynamoBreaker(dynamo.get(), table());
    }

    private Media makeMedia() {
        return new S3Media(clients.s3(), bucket(), meter);
    }

    private Uploads makeUploads() {
        return new S3Uploads(clients.s3(), clients.presigner(), bucket(), meter);
    }

    private EdgeCache makeEdgeCache() {
        return settings.optional("DISTRIBUTION_ID").map(clients::edgeCache).orElse(EdgeCache.NONE);
    }

    private String table() {
        return settings.require("TASKS_TABLE");
    }

    private String bucket() {
        return settings.require("MEDIA_BUCKET");
    }
}
