package dev.darkroom.local;

import dev.darkroom.Settings;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of a local run: what the developer gave, and what the template would have set. No setting of AWS's own
 * comes through, so that nothing here can reach a real account.
 */
final class Environment {

    static final String TABLE = "darkroom-tasks";
    static final String BUCKET = "darkroom-media";

    private final Map<String, String> values = new ConcurrentHashMap<>();

    /** @throws dev.darkroom.BadSetting for the first that cannot be read */
    Environment(Map<String, String> given) {
        Settings.NAMES.stream().filter(given::containsKey).forEach(name -> values.put(name, given.get(name)));
        values.values().removeIf(String::isBlank);
        var settings = new Settings(values);
        settings.check();
        if (!wantsSimulation()) {
            settings.require("HIAPI_API_KEY");
        }
        values.put("TASKS_TABLE", TABLE);
        values.put("AWS_REGION", "us-east-1");
        values.put("AWS_ACCESS_KEY_ID", LocalStore.ACCESS_KEY);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** For what is always set by the time that it is asked for. */
    String require(String name) {
        return get(name).orElseThrow();
    }

    void set(String name, String value) {
        values.put(name, value);
    }

    /** For what the developer may have chosen otherwise. */
    void setIfAbsent(String name, String value) {
        values.putIfAbsent(name, value);
    }

    /** Where the SDK's client of this service, such as {@code DYNAMODB}, is to go. */
    void setEndpoint(String service, URI endpoint) {
        values.put("AWS_ENDPOINT_URL_" + service, endpoint.toString());
    }

    /**
     * Nobody pays for simulated pictures, so that nobody who plays is stopped, unless the developer asked for that: a
     * hundred times the usual counts, and dollars for as many of the dearest (15 s of Seedance 2.0 are $2.655).
     */
    void allowPlay() {
        setIfAbsent("DAILY_LIMIT", "1000");
        setIfAbsent("DAILY_LIMIT_PER_ADDRESS", "3000");
        setIfAbsent("DAILY_BUDGET_USD", "10000");
        setIfAbsent("MONTHLY_BUDGET_USD", "310000");
    }

    /** Whether nobody said which provider to use. */
    boolean wantsSimulation() {
        return !values.containsKey("HIAPI_API_KEY") && !values.containsKey("HIAPI_BASE_URL");
    }

    /** Whether the developer brings a store, such as Cloudflare R2. */
    boolean hasOwnStore() {
        return values.containsKey("MEDIA_S3_ENDPOINT");
    }

    /** The origins that the page takes pictures from and sends uploads to, besides its own. */
    List<String> stores() {
        return Stream.of("MEDIA_BASE_URL", "MEDIA_S3_ENDPOINT", "AWS_ENDPOINT_URL_S3")
                .map(this::get)
                .flatMap(Optional::stream)
                .map(URI::create)
                .map(url -> url.getScheme() + "://" + url.getAuthority())
                .distinct()
                .toList();
    }

    /** The names of this system in addresses that it gives away: a tunnel's, for instance. */
    Set<String> ownNames() {
        return Stream.of("CALLBACK_BASE_URL", "MEDIA_BASE_URL")
                .filter(name -> !hasOwnStore() || !name.equals("MEDIA_BASE_URL"))
                .map(this::get)
                .flatMap(Optional::stream)
                .map(url -> URI.create(url).getHost().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    Map<String, String> values() {
        return Map.copyOf(values);
    }
}
