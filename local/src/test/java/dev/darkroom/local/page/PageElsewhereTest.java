package dev.darkroom.local.page;

import static dev.darkroom.local.page.PatientAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.house.House;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a page of another site may do with ours, and what runs at CloudFront's edge, each in a real browser. */
class PageElsewhereTest {

    @RegisterExtension
    static final PageFixture FIXTURE = new PageFixture(Map.of());

    private static HttpServer site;

    @AfterAll
    static void stop() {
        if (site != null) {
            site.stop(0);
        }
    }

    /** To a browser 127.0.0.1 is another site than localhost. */
    private static String served(String html) throws IOException {
        site = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        site.createContext("/", exchange -> {
            try (exchange) {
                var body = html.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        site.start();
        return "http://127.0.0.1:" + site.getAddress().getPort();
    }

    @Test
    void aPageElsewhereShowsAPictureAndCannotFrameThePage() throws IOException {
        try (var page = FIXTURE.open()) {
            page.make("A paper boat in the rain");
            page.says("Waiting for its turn");
            FIXTURE.system().finish();
            page.look();
            page.says("Ready");
            var picture = page.page()
                    .locator("img.picture")
                    .first()
                    .evaluate("node => node.src")
                    .toString();
            assertEquals(true, page.page().evaluate("() => crossOriginIsolated === false && window.opener === null"));

            var elsewhere = page.page().context().newPage();
            elsewhere.navigate(served(String.format(
                    Locale.ROOT,
                    "<img id=picture src='%1$s'><img id=page src='%2$s/favicon.svg'><iframe src='%2$s/'></iframe>",
                    picture,
                    FIXTURE.system().url())));
            assertEquals(
                    List.of(true, false),
                    elsewhere.evaluate(
                            "() => ['picture', 'page'].map(id => document.getElementById(id).naturalWidth > 0)"));
            assertThat(elsewhere.frameLocator("iframe").locator("darkroom-image"))
                    .hasCount(0);
        }
    }

    /** API Gateway joins two headers of one name with a comma; the edge alone can tell that there were two. */
    @Test
    void theEdgeTellsTwoKeysFromOne() {
        try (var page = FIXTURE.open()) {
            assertEquals("{}", headers(page, "{}"));
            assertEquals("{}", headers(page, "{'x-darkroom-repeated': {value: 'idempotency-key'}}"));
            assertEquals("{'idempotency-key':{'value':'a,b'}}", headers(page, "{'idempotency-key': {value: 'a,b'}}"));
            var one = "{'idempotency-key':{'value':'a','multiValue':[{'value':'a'}]}}";
            assertEquals(one, headers(page, one));
            var two = "{'idempotency-key':{'value':'a','multiValue':[{'value':'a'},{'value':'b'}]}";
            assertEquals(two + ",'x-darkroom-repeated':{'value':'idempotency-key'}}", headers(page, two + "}"));
        }
    }

    private static String headers(OpenPage page, String given) {
        var call = String.format(
                Locale.ROOT,
                "() => { %s; const headers = handler({ viewer: { ip: '203.0.113.7' }, request: { headers: %s } }).headers;"
                        + " delete headers['x-darkroom-viewer-address']; return JSON.stringify(headers); }",
                House.resources()
                        .at("/ViewerAddress/Properties/FunctionCode")
                        .asText()
                        .replaceAll("(?m)^//.*$|^  //.*$", ""),
                given);
        return page.page().evaluate(call).toString().replace('"', '\'');
    }
}
