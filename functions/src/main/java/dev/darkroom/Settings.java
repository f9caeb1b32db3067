package dev.darkroom;

import dev.darkroom.task.Allowance;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The settings, read from a map of names: Lambda's environment, or what {@code ./run} was given. Each is read when it
 * is first asked for, so that a function needs only its own; {@link #check} reads all that are there.
 */
public final class Settings {

    /**
     * Every name that is Darkroom's own; the template and the documentation are held against it. Besides, the SDK's
     * standard names are read, such as {@code AWS_ENDPOINT_URL_S3}.
     */
    public static final Set<String> NAMES = Set.of(
            "HIAPI_API_KEY",
            "HIAPI_BASE_URL",
            "HIAPI_CALLBACK_SECRET",
            "CALLBACK_BASE_URL",
            "DAILY_LIMIT",
            "DAILY_LIMIT_PER_ADDRESS",
            "DAILY_BUDGET_USD",
            "MONTHLY_BUDGET_USD",
            "PROVIDER_REQUESTS_PER_MINUTE",
            "PROVIDER_CONCURRENT",
            "MAX_PROMPT",
            "CALLBACK_WAIT_SECONDS",
            "MAX_OUTPUT_BYTES",
            "MAX_UPLOAD_BYTES",
            "TASK_DEADLINE_SECONDS",
            "QUEUE_DEADLINE_SECONDS",
            "TASKS_TABLE",
            "MEDIA_BUCKET",
            "MEDIA_BASE_URL",
            "STATE_MACHINE_ARN",
            "MEDIA_S3_ENDPOINT",
            "MEDIA_S3_REGION",
            "MEDIA_S3_ACCESS_KEY_ID",
            "MEDIA_S3_SECRET_ACCESS_KEY",
            "MODEL_PRICES",
            "VISITOR_KEY",
            "VISITOR_HASH_KEY",
            "ORIGIN_SECRET",
            "HIAPI_SECRET_ARN",
            "SITE_SECRET_ARN",
            "MEDIA_SECRET_ARN",
            "DISTRIBUTION_ID");

    private static final Duration IMAGE_DEADLINE = Duration.ofSeconds(900);
    private static final Duration VIDEO_DEADLINE = Duration.ofSeconds(3600);
    private static final long GIBIBYTE = 1L << 30;
    private static final long MEBIBYTE = 1L << 20;

    private final Map<String, String> values;

    public Settings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** @throws BadSetting for the first that cannot be read */
    public void check() {
        hiapiBaseUrl();
        callbackBaseUrl();
        allowance();
        providerRequestsPerMinute();
        providerConcurrent();
        maxPrompt();
        callbackWaitSeconds(Duration.ofSeconds(1));
        maxOutputBytes();
        maxUploadBytes();
        taskDeadline(false);
        queueDeadline();
        optional("MEDIA_S3_ENDPOINT").ifPresent(url -> url("MEDIA_S3_ENDPOINT", url));
    }

    public URI hiapiBaseUrl() {
        return url("HIAPI_BASE_URL", optional("HIAPI_BASE_URL").orElse("https://api.hiapi.ai/v1"));
    }

    /** Where the provider's callbacks reach us from outside, if they do. */
    public Optional<URI> callbackBaseUrl() {
        return optional("CALLBACK_BASE_URL").map(url -> url("CALLBACK_BASE_URL", url));
    }

    public Allowance allowance() {
        return new Allowance(
                (int) whole("DAILY_LIMIT", 10, 0, 1_000_000),
                (int) whole("DAILY_LIMIT_PER_ADDRESS", 30, 0, 1_000_000),
                microDollars("DAILY_BUDGET_USD", "25"),
                microDollars("MONTHLY_BUDGET_USD", "250"));
    }

    public int providerRequestsPerMinute() {
        return (int) whole("PROVIDER_REQUESTS_PER_MINUTE", 60, 1, 100_000);
    }

    public int providerConcurrent() {
        return (int) whole("PROVIDER_CONCURRENT", 10, 1, 10_000);
    }

    /** The longest prompt, in code points. */
    public int maxPrompt() {
        return (int) whole("MAX_PROMPT", 2000, 1, 20_000);
    }

    /** How long a callback is waited for: by default half as long again as the model typically takes. */
    public int callbackWaitSeconds(Duration typical) {
        var usual = Math.clamp(typical.toSeconds() * 3 / 2, 20, 300);
        return (int) whole("CALLBACK_WAIT_SECONDS", usual, 1, 86_400);
    }

    public long maxOutputBytes() {
        return whole("MAX_OUTPUT_BYTES", GIBIBYTE, 1, 5 * 1024 * GIBIBYTE);
    }

    /** The largest picture that a visitor may upload. */
    public long maxUploadBytes() {
        return whole("MAX_UPLOAD_BYTES", 10 * MEBIBYTE, 1, 100 * MEBIBYTE);
    }

    /** How long a task may take from its admission to the provider. */
    public Duration taskDeadline(boolean video) {
        var usual = video ? VIDEO_DEADLINE : IMAGE_DEADLINE;
        return Duration.ofSeconds(whole("TASK_DEADLINE_SECONDS", usual.toSeconds(), 1, 82_800));
    }

    public Duration queueDeadline() {
        return Duration.ofSeconds(whole("QUEUE_DEADLINE_SECONDS", 3600, 1, 82_800));
    }

    /** A setting that must be there. */
    public String required(String name) {
        return optional(name).orElseThrow(() -> new BadSetting(name, "is missing"));
    }

    /** A setting that may be absent; blank is absent, and white space around it (a pasted key's line end) is cut. */
    public Optional<String> optional(String name) {
        if (!NAMES.contains(name) && !name.startsWith("AWS_")) {
            throw new IllegalArgumentException("unknown setting " + name);
        }
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** An absolute http or https address, without a slash at its end. */
    public URI url(String name, String text) {
        return read(name, text, "must be an address such as https://example.com", value -> {
            var url = URI.create(value.replaceAll("/+$", ""));
            var http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            return http && url.getHost() != null && url.getRawQuery() == null ? url : null;
        });
    }

    private long whole(String name, long usual, long least, long most) {
        return optional(name)
                .map(text -> read(
                        name,
                        text,
                        String.format(Locale.ROOT, "must be a whole number from %d to %d", least, most),
                        value -> {
                            var number = Long.parseLong(value);
                            return number >= least && number <= most ? number : null;
                        }))
                .orElse(usual);
    }

    private long microDollars(String name, String usual) {
        return read(
                name, optional(name).orElse(usual), "must be an amount in US dollars such as 25 or 12.50", value -> {
                    var amount = new BigDecimal(value);
                    var micro = amount.movePointRight(6).longValueExact();
                    return micro >= 0 ? micro : null;
                });
    }

    /** Reads one value; null or any of the parsers' own exceptions means that it is not allowed. */
    private static <T> T read(String name, String text, String rule, Function<String, T> parser) {
        try {
            var value = parser.apply(text);
            if (value != null) {
                return value;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // Said below, by name: the parsers' own messages help nobody.
        }
        throw new BadSetting(name, rule + ", not \"" + text + "\"");
    }
}
