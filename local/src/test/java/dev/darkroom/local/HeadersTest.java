package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.house.House;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a browser may do with our answers is the same in AWS and here: the template's policies against a running system. */
class HeadersTest {

    private static final String POLICY = "/Properties/ResponseHeadersPolicyConfig/";

    private static TestSystem world;
    private static String picture;

    @BeforeAll
    static void start() {
        world = TestSystem.start();
        var id = world.create("a brass kettle");
        world.advance(Duration.ofMinutes(1));
        var url = world.get("/api/images/" + id).json().path("url").asText();
        picture = url.substring(world.url().toString().length());
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 200",
        "GET, /darkroom.js, 200",
        "GET, /page.css, 200",
        "GET, /nothing, 404",
        "POST, /, 405",
        "GET, /api/models, 200",
        "GET, /api/quota, 200",
        "GET, /api/nothing, 404",
        "PATCH, /api/models, 405",
        "GET, /api/images?limit=0, 422",
        "GET, /references/a.png, 404",
        "GET, PICTURE, 200",
        "HEAD, PICTURE, 200",
        "GET, /generations/nothing.png, 404",
        "PUT, /generations/a.png, 405",
    })
    void theyAreTheTemplates(String method, String asked, int status) {
        var path = asked.replace("PICTURE", picture);
        var reply = world.visitor().send(method, path, null);
        assertEquals(status, reply.status(), reply::toString);
        assertEquals(inTheTemplate(path), on(reply::header));
    }

    /** An origin in its own right: a script of another site's cannot reach into it, and a picture may be shown by any. */
    @Test
    void aPictureMayBeShownElsewhereAndAPageMayNot() {
        var page = inTheTemplate("/");
        assertEquals("DENY", page.get("x-frame-options"));
        assertEquals("same-origin", page.get("cross-origin-opener-policy"));
        assertEquals("same-origin", page.get("cross-origin-resource-policy"));
        assertEquals("cross-origin", inTheTemplate(picture).get("cross-origin-resource-policy"));
    }

    /** Every header that one of the template's policies has, by its name in small letters. */
    private static Map<String, String> inTheTemplate(String path) {
        var config = House.resources().path(policyOf(path)).at(POLICY.substring(0, POLICY.length() - 1));
        var found = new TreeMap<String, String>();
        config.path("SecurityHeadersConfig")
                .properties()
                .forEach(entry -> say(entry.getKey(), entry.getValue(), found::put));
        config.at("/CustomHeadersConfig/Items").forEach(item -> {
            assertTrue(item.path("Override").asBoolean());
            found.put(
                    item.path("Header").asText().toLowerCase(Locale.ROOT),
                    item.path("Value").asText());
        });
        return found;
    }

    /** CloudFront takes the first pattern that fits, and the default last. */
    private static String policyOf(String path) {
        var config = House.resources().at("/Distribution/Properties/DistributionConfig");
        for (var behaviour : config.path("CacheBehaviors")) {
            var start = behaviour.path("PathPattern").asText().replace("*", "");
            if (path.startsWith(start)) {
                return behaviour.path("ResponseHeadersPolicyId").asText();
            }
        }
        return config.at("/DefaultCacheBehavior/ResponseHeadersPolicyId").asText();
    }

    private static void say(String kind, JsonNode said, BiConsumer<String, String> header) {
        assertTrue(said.path("Override").asBoolean(), kind);
        switch (kind) {
            case "ContentSecurityPolicy" -> header.accept("content-security-policy", policy(said.path(kind)));
            case "ContentTypeOptions" -> header.accept("x-content-type-options", "nosniff");
            case "FrameOptions" ->
                header.accept("x-frame-options", said.path("FrameOption").asText());
            case "ReferrerPolicy" ->
                header.accept("referrer-policy", said.path(kind).asText());
            case "StrictTransportSecurity" -> {
                // For TLS only, and there is none here.
            }
            default -> throw new AssertionError(kind);
        }
    }

    private static Map<String, String> on(Function<String, String> header) {
        var found = new TreeMap<String, String>();
        for (var name : inTheTemplate("/").keySet()) {
            found.put(name, header.apply(name));
        }
        found.computeIfPresent("content-security-policy", (name, policy) -> ordered(policy));
        return found;
    }

    private static String policy(JsonNode said) {
        var text = said.isArray() ? said.get(0).asText() : said.asText();
        return ordered(text.replaceAll("\\$\\{\\w+}", ""));
    }

    /** Directives and their sources in order, without the stores', which have other addresses here. */
    private static String ordered(String policy) {
        var directives = new TreeSet<String>();
        for (var directive : policy.split(";")) {
            var words = new TreeSet<String>();
            for (var word : directive.strip().split("\\s+")) {
                if (!word.startsWith("http")) {
                    words.add(word);
                }
            }
            directives.add(String.join(" ", words));
        }
        return String.join("; ", directives);
    }
}
