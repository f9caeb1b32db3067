package dev.darkroom;

import dev.darkroom.api.Priming;
import dev.darkroom.api.Terms;
import dev.darkroom.api.VisitorKeys;
import dev.darkroom.api.Visitors;
import dev.darkroom.aws.Clients;
import dev.darkroom.aws.EmfMeter;
import dev.darkroom.aws.Secret;
import dev.darkroom.catalog.Catalog;
import dev.darkroom.hiapi.Hiapi;
import dev.darkroom.media.Dialer;
import dev.darkroom.media.EdgeCache;
import dev.darkroom.media.GuardedCopy;
import dev.darkroom.media.GuardedFetch;
import dev.darkroom.media.Limits;
import dev.darkroom.media.Media;
import dev.darkroom.media.PublicUrl;
import dev.darkroom.media.Uploads;
import dev.darkroom.steps.Watch;
import dev.darkroom.task.Flow;
import dev.darkroom.task.Meter;
import dev.darkroom.task.Tasks;
import dev.darkroom.task.Turnstile;
import java.net.URI;
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
        static final Live LIVE = of(System.getenv());

        private static Live of(Map<String, String> environment) {
            LogLines.install();
            var live = new Live(environment, InstantSource.system(), System.out::println);
            if ("snap-start".equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"))) {
                // Made now, and so in the snapshot; asked when the first request comes.
                live.siteSecret.get();
                Priming.beforeSnapshot(environment.getOrDefault("_HANDLER", ""));
            }
            return live;
        }
    }

    private final Settings settings;
    private final InstantSource clock;
    private final Clients clients;
    private final RandomGenerator random = new SecureRandom();
    private final Meter meter;
    private final Ports ports;
    private final Supplier<Catalog> catalog = new Once<>(this::makeCatalog);
    private final Supplier<Secret> hiapiSecret = new Once<>(() -> makeSecret("HIAPI_SECRET_ARN"));
    private final Supplier<Secret> siteSecret = new Once<>(() -> makeSecret("SITE_SECRET_ARN"));

    /** @param readings takes the lines that CloudWatch makes metrics of */
    public Live(Map<String, String> environment, InstantSource clock, Consumer<String> readings) {
        this(new Settings(environment), clock, readings, AwsPorts::new);
    }

    /** Over ports of the caller's own instead of AWS's, for tests and measurements. */
    public Live(Map<String, String> environment, InstantSource clock, Consumer<String> readings, Ports ports) {
        this(new Settings(environment), clock, readings, settings -> ports);
    }

    private Live(Settings settings, InstantSource clock, Consumer<String> readings, Function<Settings, Ports> ports) {
        this.settings = settings;
        this.clock = clock;
        this.clients = new Clients(settings::optional);
        this.meter = new EmfMeter(clock, readings);
        this.ports = ports.apply(settings);
    }

    /** The one of this Lambda function. */
    public static Live get() {
        return OfThisFunction.LIVE;
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

    public Catalog catalog() {
        return catalog.get();
    }

    public Turnstile turnstile() {
        return new Turnstile(ports.gate(), tasks(), flow(), settings.providerConcurrent(), clock);
    }

    public Meter meter() {
        return meter;
    }

    public Watch watch() {
        return new Watch(ports.breaker(), meter, clock);
    }

    public Duration queueDeadline() {
        return settings.queueDeadline();
    }

    public URI mediaBase() {
        return settings.url("MEDIA_BASE_URL", settings.required("MEDIA_BASE_URL"));
    }

    public Hiapi hiapi() {
        return new Hiapi(
                settings.hiapiBaseUrl(),
                () -> secret("HIAPI_API_KEY", hiapiSecret, "apiKey")
                        .orElseThrow(() -> new BadSetting("HIAPI_API_KEY", "is missing")),
                clock);
    }

    public GuardedCopy copy() {
        var limits = Limits.ofBytes(settings.maxOutputBytes());
        var base = settings.hiapiBaseUrl();
        var fetch = PublicUrl.isLoopback(base)
                ? new GuardedFetch(limits, base, Dialer.system(), (SSLSocketFactory) SSLSocketFactory.getDefault())
                : new GuardedFetch(limits);
        return new GuardedCopy(fetch, media());
    }

    public Visitors visitors() {
        return new Visitors(
                () -> VisitorKeys.of(
                        secret("VISITOR_KEY", siteSecret, "visitorKey")
                                .orElseThrow(() -> new BadSetting("VISITOR_KEY", "is missing")),
                        secret("VISITOR_HASH_KEY", siteSecret, "hashKey")),
                this::originSecret);
    }

    /** Where there is a secret of the site there is an edge: without its secret nobody comes in, rather than everybody. */
    private Optional<String> originSecret() {
        var secret = secret("ORIGIN_SECRET", siteSecret, "originSecret");
        if (secret.isEmpty() && siteSecret.get() != null) {
            throw new BadSetting("ORIGIN_SECRET", "is missing");
        }
        return secret;
    }

    public Supplier<Optional<String>> callbackSecret() {
        return () -> secret("HIAPI_CALLBACK_SECRET", hiapiSecret, "callbackSecret");
    }

    public Terms terms() {
        return new Terms(
                settings.allowance(),
                settings.maxPrompt(),
                settings::taskDeadline,
                settings::callbackWaitSeconds,
                settings.callbackBaseUrl().filter(base -> hasCallbackSecret()),
                mediaBase(),
                settings.maxUploadBytes());
    }

    /** Whether there is one, which can be told without fetching it. */
    private boolean hasCallbackSecret() {
        return settings.optional("HIAPI_CALLBACK_SECRET").isPresent()
                || settings.optional("HIAPI_SECRET_ARN").isPresent();
    }

    /** A secret as it was given on a developer's machine, or else from Secrets Manager. */
    private Optional<String> secret(String setting, Supplier<Secret> stored, String field) {
        var given = settings.optional(setting);
        return given.isPresent() || stored.get() == null ? given : stored.get().field(field);
    }

    private Secret makeSecret(String arnSetting) {
        return settings.optional(arnSetting)
                .map(arn -> new Secret(clients.secrets(), arn, clock))
                .orElse(null);
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
