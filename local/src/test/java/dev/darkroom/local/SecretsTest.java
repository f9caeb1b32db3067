package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.api.Routes;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** Searches all that a whole run says, to anybody and in any place, for what nobody may learn. */
class SecretsTest {

    private static final String PROMPT = "quokka-on-a-bicycle";
    private static final String TASK = "{\"prompt\":\"" + PROMPT + " %s\"}";
    private static final Map<String, String> SECRETS = Map.of(
            "VISITOR_KEY", "current-signing-key-4f1c,earlier-signing-key-9d2e",
            "VISITOR_HASH_KEY", "hashing-key-77ab",
            "HIAPI_CALLBACK_SECRET", "callback-secret-51ce");

    private final List<String> answers = new ArrayList<>();

    private Reply seen(Reply reply) {
        answers.add(reply.response().uri() + " " + reply.status() + " "
                + reply.response().headers().map() + " " + reply.text());
        return reply;
    }

    @Test
    void aWholeRunTellsNoSecretToAnybody() throws Exception {
        var settings = new LinkedHashMap<>(SECRETS);
        settings.put("DAILY_LIMIT", "20");
        settings.put("TASK_DEADLINE_SECONDS", "120");
        try (var own = LogLines.of("dev.darkroom", Level.ALL);
                var all = LogLines.of("", Level.WARNING);
                var world = TestSystem.start(settings)) {
            live(world);
            var log = new ArrayList<>(own.lines());
            log.addAll(all.lines());
            var machine = textOf(world.data().resolve("states"));
            assertTrue(answers.stream().anyMatch(answer -> answer.contains(PROMPT)), "its owner reads it");
            assertTrue(answers.size() > 60 && log.size() > 40 && machine.size() > 10, "there is something to search");

            var secrets = new ArrayList<>(textOf(world.data().resolve("secrets")));
            SECRETS.values().forEach(value -> secrets.addAll(List.of(value.split(","))));
            assertTrue(secrets.size() >= 6, "all of them");
            for (var secret : secrets) {
                for (var form : List.of(secret.strip(), base64(secret.strip()))) {
                    assertNowhere(form, answers, "answers");
                    assertNowhere(form, log, "log");
                    assertNowhere(form, machine, "machine");
                }
            }
            var provider = URI.create(world.provider().baseUrl()).getAuthority();
            assertNowhere(provider, answers, "answers");
            // Where it was tried in vain is told, with host and port and nothing else.
            log.removeIf(line -> line.startsWith("HiAPI cannot be reached at " + provider + ":")
                    || line.startsWith(provider + " answered HTTP "));
            assertNowhere(provider, log, "log");
            assertNowhere(provider, machine, "machine");
            assertNowhere(PROMPT, log, "log");
            assertNowhere(PROMPT, machine, "machine");
        }
    }

    /** A day with every sort of trouble. */
    private void live(TestSystem world) {
        for (var marks : List.of(
                "",
                "[[401]]",
                "[[402]]",
                "[[400]]",
                "[[429]]",
                "[[drop]]",
                "[[fail]]",
                "[[stuck]]",
                "[[forged]]",
                "[[stranger]]",
                "[[expired]]",
                "[[garbled]] [[nocallback]]",
                "[[outputs=2]]")) {
            var reply = seen(world.post(
                    "/api/images", String.format(Locale.ROOT, TASK, marks), "Idempotency-Key", "click" + marks));
            assertEquals(202, reply.status(), reply.toString());
            world.settle();
            var path = "/api/images/" + reply.json().path("taskId").asText();
            seen(world.get(path));
            world.advance(Duration.ofSeconds(20));
            seen(world.get(path));
        }
        var stopped = seen(world.post("/api/images", String.format(Locale.ROOT, TASK, "[[stuck]]")));
        world.settle();
        world.states().stop(stopped.json().path("taskId").asText());
        world.advance(Duration.ofMinutes(10));
        var stranger = world.stranger();
        seen(world.get("/api/images?limit=100")).json().path("tasks").forEach(task -> {
            var path = "/api/images/" + task.path("taskId").asText();
            seen(world.get(path));
            seen(stranger.get(path));
            seen(stranger.delete(path));
        });
        seen(world.post("/api/images", String.format(Locale.ROOT, TASK, "")));
        strangers(world, stranger);
        seen(world.delete("/api/images/" + stopped.json().path("taskId").asText()));
        seen(world.get("/"));
        seen(world.get("/generations/nothing.png"));
    }

    private void strangers(TestSystem world, Caller stranger) {
        for (var path : List.of("/api/quota", "/api/models", "/api/images", "/api/images?cursor=%20", "/api/nothing")) {
            seen(world.get(path));
        }
        for (var body : List.of("{", "{\"prompt\":7}", "{\"prompt\":\"\"}", "{\"prompt\":\"a\",\"model\":\"none\"}")) {
            seen(world.post("/api/images", body));
        }
        seen(world.post("/api/images", "{\"prompt\":\"another\"}", "Idempotency-Key", "click"));
        seen(world.post("/api/uploads", "{\"contentType\":\"image/png\",\"bytes\":1000}"));
        var callback = "/api/callbacks/hiapi/" + "a".repeat(32);
        seen(world.post(callback, "{}"));
        seen(world.post(callback, "{}", "X-HiAPI-Timestamp", "1", "X-HiAPI-Signature", "0".repeat(64)));
        seen(stranger.send("PUT", "/api/images", "{}"));
        seen(stranger.send("GET", "/api/quota", null, "Cookie", "darkroom_visitor=a.b"));
    }

    @Test
    void whoDoesNotComeThroughTheEdgeGetsNothingButARefusal() throws Exception {
        var requests = new TreeSet<String>();
        Routes.ALL.forEach(route -> requests.add(route.key().replace("{taskId}", "a".repeat(32))));
        requests.addAll(List.of(
                "GET /api",
                "GET /api/nothing",
                "PUT /api/images",
                "PATCH /api/quota",
                "OPTIONS /api/images",
                "DELETE /api/models",
                "GET /api/callbacks/hiapi/x"));
        try (var world = TestSystem.start(Map.of("ORIGIN_SECRET", "what-the-edge-shows"))) {
            var caller = world.stranger();
            for (var request : requests) {
                var parts = request.split(" ");
                for (var shown : new String[] {"", "wrong", "what-the-edge-show", "what-the-edge-shows,"}) {
                    var reply = seen(caller.send(
                            parts[0], parts[1], "{}", "x-darkroom-origin", shown, "x-forwarded-for", "192.0.2.1"));
                    assertEquals(403, reply.status(), request + ": " + reply);
                    assertEquals(parts[0].equals("HEAD") ? "" : "forbidden", reply.code(), request);
                    assertEquals("application/problem+json", reply.header("Content-Type"), request);
                    assertEquals("", reply.header("Set-Cookie"), request);
                }
                assertEquals(403, caller.send(parts[0], parts[1], "{}").status(), request);
                var through = seen(caller.send(parts[0], parts[1], "{}", "x-darkroom-origin", "what-the-edge-shows"));
                assertNotEquals(403, through.status(), request + ": " + through);
            }
            assertNowhere("what-the-edge-shows", answers, "answers");
        }
    }

    private static void assertNowhere(String secret, List<String> texts, String where) {
        for (var text : texts) {
            assertTrue(!text.contains(secret), () -> secret + " is in the " + where + ": " + text);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> textOf(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            var texts = new ArrayList<String>();
            for (var file : files.filter(Files::isRegularFile).toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        }
    }
}
