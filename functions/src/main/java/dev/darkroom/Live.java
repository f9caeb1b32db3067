package dev.darkroom;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.darkroom.admission.ProviderHealth;
import dev.darkroom.admission.ProviderQueue;
import dev.darkroom.api.TaskPolicy;
import dev.darkroom.aws.Clients;
import dev.darkroom.aws.EmfMeter;
import dev.darkroom.catalog.Catalog;
import dev.darkroom.hiapi.Hiapi;
import dev.darkroom.media.Dialer;
import dev.darkroom.media.EdgeCache;
import dev.darkroom.media.FetchLimits;
import dev.darkroom.media.GuardedCopy;
import dev.darkroom.media.GuardedFetch;
import dev.darkroom.media.Media;
import dev.darkroom.media.PublicUrl;
import dev.darkroom.media.Uploads;
import dev.darkroom.metrics.Meter;
import dev.darkroom.site.SiteFolder;
import dev.darkroom.site.Website;
import dev.darkroom.snapstart.Priming;
import dev.darkroom.task.Flow;
import dev.darkroom.task.Tasks;
import dev.darkroom.visitor.Visitors;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLSocketFactory;

/**
 * The one place that reads the environment and makes clients, each when it is first asked for. The handlers' bare
 * constructors ask {@link #get}; {@code local} makes one of its own from the settings that it was given.
 */
public final class Live {

    /** Made when the first handler asks, not when this class is loaded: tests never come here. */
    private static final class OfThisFunction {
        static final Live LIVE = start(System.getenv());

        private static Live start(Map<String, String> environment) {
            JsonLogFormatter.install();
            var live = new Live(environment, InstantSource.system(), System.out::println);
            if (live.isBeforeSnapshot()) {
                // Made now, and so in the snapshot; asked when the first request comes.
                live.secrets.createClients();
            }
            return live;
        }
    }

    private final Settings settings;
    private final InstantSource clock;
    private final RandomGenerator random = new SecureRandom();
    private final Clients clients;
    private final Meter meter;
    private final Ports ports;
    private final Supplier<Catalog> catalog = new Lazy<>(this::makeCatalog);
    private final StoredSecrets secrets;

    /**
     * @param events takes the lines that CloudWatch makes metrics of
     * @throws BadSetting for the first setting that cannot be read, needed or not: SnapStart starts a function when its
     *     version is published, so that a wrong one fails the deployment and no visitor meets it
     */
    public Live(Map<String, String> environment, InstantSource clock, Consumer<String> events) {
        var settings = new Settings(environment);
        var clients = new Clients(settings::optional);
        var meter = new EmfMeter(clock, events, settings.metricsNamespace());
        this(settings, clock, clients, meter, new AwsPorts(settings, clients, meter));
    }

    /** Over ports of the caller's own instead of AWS's, for tests and measurements. */
    public Live(Map<String, String> environment, InstantSource clock, Consumer<String> events, Ports ports) {
        var settings = new Settings(environment);
        var meter = new EmfMeter(clock, events, settings.metricsNamespace());
        this(settings, clock, new Clients(settings::optional), meter, ports);
    }

    private Live(Settings settings, InstantSource clock, Clients clients, Meter meter, Ports ports) {
        this.settings = settings;
        this.clock = clock;
        this.clients = clients;
        this.secrets = new StoredSecrets(settings, clients, clock);
        this.meter = meter;
        this.ports = ports;
        settings.check();
        if (settings.optional("MODEL_PRICES").isPresent()) {
            catalog();
        }
    }

    /** The one of this Lambda function. */
    public static Live get() {
        return OfThisFunction.LIVE;
    }

    /**
     * The one of this Lambda function, whose handler is called before a snapshot is taken: for those whose answer
     * somebody waits for.
     */
    public static Live getPrimed(
            Function<Live, RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>> handler) {
        var live = get();
        if (live.isBeforeSnapshot()) {
            Priming.register(settings -> {
                var primed = new Live(settings, InstantSource.system(), _ -> {});
                return new Priming.Target(handler.apply(primed), primed.tasks(), primed.visitors());
            });
        }
        return live;
    }

    public Settings settings() {
        return settings;
    }

    public InstantSource clock() {
        return clock;
    }

    public RandomGenerator random() {
        return random;
    }

    public Tasks tasks() {
        return ports.tasks();
    }

    public Flow flow() {
        return ports.flow();
    }

    public Media media() {
        return ports.media();
    }

    public Uploads uploads() {
        return ports.uploads();
    }

    public EdgeCache edgeCache() {
        return ports.edgeCache();
    }

    /** A website by its bucket and its distribution. */
    public Website website(String bucket, String distribution) {
        return clients.website(bucket, distribution);
    }

    /** The page's files that this function was given. */
    public SiteFolder siteFolder() {
        return new SiteFolder(Path.of(settings.require("SITE_FOLDER")), settings.require("SITE_FILES"));
    }

    public Catalog catalog() {
        return catalog.get();
    }

    public ProviderQueue providerQueue() {
        return new ProviderQueue(ports.gate(), tasks(), flow(), settings.providerConcurrent(), clock);
    }

    public Meter meter() {
        return meter;
    }

    public ProviderHealth providerHealth() {
        return new ProviderHealth(ports.breaker(), meter, clock);
    }

    public Duration queueDeadline() {
        return settings.queueDeadline();
    }

    public URI mediaBase() {
        return settings.url("MEDIA_BASE_URL", settings.require("MEDIA_BASE_URL"));
    }

    public Hiapi hiapi() {
        return new Hiapi(settings.hiapiBaseUrl(), secrets::apiKey, clock);
    }

    public GuardedCopy copy() {
        var limits = FetchLimits.ofBytes(settings.maxOutputBytes());
        var base = settings.hiapiBaseUrl();
        var fetch = PublicUrl.isLoopback(base)
                ? new GuardedFetch(limits, base, Dialer.system(), (SSLSocketFactory) SSLSocketFactory.getDefault())
                : new GuardedFetch(limits);
        return new GuardedCopy(fetch, media());
    }

    public Visitors visitors() {
        return new Visitors(secrets::visitorKeys, secrets::originSecret);
    }

    public Supplier<Optional<String>> callbackSecret() {
        return secrets::callback;
    }

    public TaskPolicy taskPolicy() {
        return new TaskPolicy(
                settings.allowance(),
                settings.maxPrompt(),
                settings::taskDeadline,
                settings::callbackWaitSeconds,
                settings.callbackBaseUrl().filter(base -> secrets.hasCallback()),
                mediaBase(),
                settings.maxUploadBytes());
    }

    private boolean isBeforeSnapshot() {
        return settings.optional("AWS_LAMBDA_INITIALIZATION_TYPE")
                .filter("snap-start"::equals)
                .isPresent();
    }

    private Catalog makeCatalog() {
        var prices = settings.optional("MODEL_PRICES").orElse(null);
        try {
            return Catalog.load().withPrices(prices);
        } catch (IllegalArgumentException e) {
            throw new BadSetting("MODEL_PRICES", "cannot be used: " + e.getMessage());
        }
    }
}
