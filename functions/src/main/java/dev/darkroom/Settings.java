package dev.darkroom;

import dev.darkroom.task.Allowance;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

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
            "CALLBACK_SECRET_ARN",
            "SITE_SECRET_ARN",
            "ORIGIN_SECRET_ARN",
            "MEDIA_SECRET_ARN",
            "DISTRIBUTION_ID",
            "METRICS_NAMESPACE",
            "SITE_FOLDER",
            "SITE_FILES");

    private static final Duration IMAGE_DEADLINE = Duration.ofSeconds(900);
    private static final Duration VIDEO_DEADLINE = Duration.ofSeconds(3600);
    private static final long GIBIBYTE = 1L << 30;
    private static final long MEBIBYTE = 1L << 20;

    /** Ten thousand parts, as they are sent to a store, would be a little more; S3 takes no more parts. */
    private static final long LARGEST_OUTPUT = 80_000_000_000L;

    private static final long LARGEST_UPLOAD = 100_000_000;

    /** A day without an hour: two of them end before what the provider reads is forgotten (docs/decisions/020). */
    private static final long LONGEST_SECONDS = 82_800;

    /** Of these none may be quoted, not even a wrong one. Several, separated by commas, while one replaces another. */
    private static final List<String> KEYS = List.of(
            "HIAPI_API_KEY",
            "HIAPI_CALLBACK_SECRET",
            "VISITOR_KEY",
            "VISITOR_HASH_KEY",
            "ORIGIN_SECRET",
            "MEDIA_S3_ACCESS_KEY_ID",
            "MEDIA_S3_SECRET_ACCESS_KEY");

    /** Printable ASCII, which is all that a header may hold, and something besides commas. */
    private static final Pattern KEY = Pattern.compile("(?=.*[^\\s,])[ -~]+");

    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final Pattern DOLLARS = Pattern.compile("(0|[1-9][0-9]{0,8})(\\.[0-9]{1,6})?");

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
        optional("MEDIA_BASE_URL").ifPresent(url -> url("MEDIA_BASE_URL", url));
        for (var name : KEYS) {
            optional(name).ifPresent(key -> checkKey(name, key));
        }
        OtherStoreSettings.check(this::optional);
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
                dailyLimit("DAILY_LIMIT", 10),
                dailyLimit("DAILY_LIMIT_PER_ADDRESS", 30),
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
        return (int) whole("CALLBACK_WAIT_SECONDS", usual, 1, LONGEST_SECONDS);
    }

    public long maxOutputBytes() {
        return whole("MAX_OUTPUT_BYTES", GIBIBYTE, 1, LARGEST_OUTPUT);
    }

    /** The largest picture that a visitor may upload. */
    public long maxUploadBytes() {
        return whole("MAX_UPLOAD_BYTES", 10 * MEBIBYTE, 1, LARGEST_UPLOAD);
    }

    /** How long a task may take from its admission to the provider. */
    public Duration taskDeadline(boolean video) {
        var usual = video ? VIDEO_DEADLINE : IMAGE_DEADLINE;
        return Duration.ofSeconds(whole("TASK_DEADLINE_SECONDS", usual.toSeconds(), 1, LONGEST_SECONDS));
    }

    public Duration queueDeadline() {
        return Duration.ofSeconds(whole("QUEUE_DEADLINE_SECONDS", 3600, 1, LONGEST_SECONDS));
    }

    /** Under which CloudWatch keeps the metrics: in AWS one for each stack, so that two do not add up. */
    public String metricsNamespace() {
        return optional("METRICS_NAMESPACE").orElse("Darkroom");
    }

    /** A setting that must be there. */
    public String require(String name) {
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
        return BaseUrl.read(name, text);
    }

    private static void checkKey(String name, String text) {
        if (!KEY.matcher(text).matches()) {
            throw new BadSetting(name, "must be printable ASCII characters only");
        }
    }

    /** Tasks a day, or {@link Allowance#NO_LIMIT}. */
    private int dailyLimit(String name, int usual) {
        var rule = "must be a whole number from 0 to 1000000, or off";
        return optional(name)
                .map(text -> text.equals("off") ? Allowance.NO_LIMIT : (int) whole(name, text, rule, 0, 1_000_000))
                .orElse(usual);
    }

    private long whole(String name, long usual, long least, long most) {
        var rule = "must be a whole number from " + least + " to " + most;
        return optional(name).map(text -> whole(name, text, rule, least, most)).orElse(usual);
    }

    private static long whole(String name, String text, String rule, long least, long most) {
        return read(name, text, rule, value -> {
            var number = WHOLE.matcher(value).matches() ? Long.parseLong(value) : -1;
            return number >= least && number <= most ? number : null;
        });
    }

    private long microDollars(String name, String usual) {
        return read(
                name,
                optional(name).orElse(usual),
                "must be an amount in US dollars such as 25 or 12.50",
                value -> DOLLARS.matcher(value).matches()
                        ? new BigDecimal(value).movePointRight(6).longValueExact()
                        : null);
    }

    /** Reads one value; null or any of the parsers' own exceptions means that it is not allowed. */
    private static <T> T read(String name, String text, String rule, Function<String, T> parser) {
        try {
            var value = parser.apply(text);
            if (value != null) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            // Said below, by name: the parsers' own messages help nobody.
        }
        throw new BadSetting(name, rule + ", not \"" + text + "\"");
    }
}
