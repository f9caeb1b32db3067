package dev.darkroom;

import dev.darkroom.aws.Clients;
import dev.darkroom.aws.Secret;
import dev.darkroom.visitor.VisitorKeys;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What nobody may learn: each given as a setting on a developer's machine, or else kept in Secrets Manager, in a secret of
 * its own, so that a function reads only what it needs and none is lost when another changes.
 */
final class StoredSecrets {

    private final Settings settings;
    private final Clients clients;
    private final InstantSource clock;
    private final Supplier<Secret> hiapi = new Lazy<>(() -> stored("HIAPI_SECRET_ARN"));
    private final Supplier<Secret> callback = new Lazy<>(() -> stored("CALLBACK_SECRET_ARN"));
    private final Supplier<Secret> site = new Lazy<>(() -> stored("SITE_SECRET_ARN"));
    private final Supplier<Secret> origin = new Lazy<>(() -> stored("ORIGIN_SECRET_ARN"));

    StoredSecrets(Settings settings, Clients clients, InstantSource clock) {
        this.settings = settings;
        this.clients = clients;
        this.clock = clock;
    }

    /** Makes the client of what every request needs, and asks nothing yet. */
    void createClients() {
        site.get();
        origin.get();
    }

    /** The provider's key. */
    String apiKey() {
        return require("HIAPI_API_KEY", hiapi, "apiKey");
    }

    VisitorKeys visitorKeys() {
        return VisitorKeys.of(
                require("VISITOR_KEY", site, "visitorKey"), optional("VISITOR_HASH_KEY", site, "hashKey"));
    }

    /** What the provider signs its callbacks with. */
    Optional<String> callback() {
        return optional("HIAPI_CALLBACK_SECRET", callback, "callbackSecret");
    }

    /** Whether there is one, which can be told without fetching it. */
    boolean hasCallback() {
        return settings.optional("HIAPI_CALLBACK_SECRET").isPresent()
                || settings.optional("CALLBACK_SECRET_ARN").isPresent();
    }

    /**
     * What the edge shows, and what it showed before while it is being replaced. Where there is such a secret there is an
     * edge: if the secret is empty nobody comes in, rather than everybody.
     */
    Optional<String> originSecret() {
        if (origin.get() == null) {
            return settings.optional("ORIGIN_SECRET");
        }
        var earlier = origin.get().read("earlierSecret").map(text -> "," + text);
        return Optional.of(require("ORIGIN_SECRET", origin, "originSecret") + earlier.orElse(""));
    }

    private String require(String setting, Supplier<Secret> stored, String field) {
        return optional(setting, stored, field).orElseThrow(() -> new BadSetting(setting, "is missing"));
    }

    private Optional<String> optional(String setting, Supplier<Secret> stored, String field) {
        var given = settings.optional(setting);
        return given.isPresent() || stored.get() == null ? given : stored.get().read(field);
    }

    private Secret stored(String arnSetting) {
        return settings.optional(arnSetting)
                .map(arn -> new Secret(clients.secrets(), arn, clock))
                .orElse(null);
    }
}
