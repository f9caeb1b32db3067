package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.catalog.Catalog;
import dev.darkroom.catalog.ImageOptions;
import dev.darkroom.catalog.InputSchemas;
import dev.darkroom.catalog.Model;
import dev.darkroom.catalog.OptionsResult;
import dev.darkroom.catalog.ProviderInput;
import dev.darkroom.fuzz.Inputs;
import dev.darkroom.media.MediaType;
import dev.darkroom.media.Uploads;
import dev.darkroom.task.Output;
import dev.darkroom.task.Specimen;
import dev.darkroom.task.Task;
import dev.darkroom.task.TaskStatus;
import dev.darkroom.task.Tasks;
import dev.darkroom.task.Visitor;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whatever is referred to: it is refused by name, or becomes an address that the provider's own schema takes. */
class ReferenceUrlsPropertyTest {

    private static final int TRIES = 2000;
    private static final Visitor VISITOR = new Visitor("visitor", "address");
    private static final URI MEDIA = URI.create("https://site.example");
    private static final Catalog CATALOG = Catalog.load();
    private static final List<Model> MODELS = CATALOG.models().stream()
            .filter(Model::isPriced)
            .filter(model -> model.maxReferences() > 0)
            .toList();

    private final ReferenceUrls references = new ReferenceUrls(tasks(), new Shelf(), MEDIA, 1000);

    @Test
    void isRefusedByNameOrIsWhatTheProviderTakes() {
        var accepted = new AtomicInteger();
        Inputs.forAll(TRIES, inputs -> {
            var given = inputs.list(4, () -> reference(inputs));
            if (isAcceptedOrRefusedByName(given, inputs.oneOf(MODELS))) {
                accepted.incrementAndGet();
            }
        });
        assertTrue(accepted.get() > TRIES / 5 && accepted.get() < TRIES, accepted + " were accepted");
    }

    private boolean isAcceptedOrRefusedByName(List<String> given, Model model) {
        var options = new ImageOptions("a slow pan", model.id(), null, null, null, given);
        if (!(CATALOG.validate(options, 2000) instanceof OptionsResult.Chosen chosen)) {
            assertTrue(given.size() > model.maxReferences(), "nothing else is wrong with it");
            return false;
        }
        try {
            var found = references.resolve(given, VISITOR.id());
            assertEquals(given.size(), found.urls().size());
            var said = ProviderInput.of(chosen, options.prompt(), found.urls());
            var schema = CATALOG.schema(said.providerModel()).orElseThrow();
            assertEquals(List.of(), InputSchemas.problems(schema, said.input()));
            found.urls().forEach(url -> assertTrue(url.toASCIIString().matches("https://[!-~]+"), url::toString));
            var ownTasks =
                    given.stream().filter(each -> each.matches("[a-z2-7]{32}")).toList();
            if (ownTasks.isEmpty()) {
                assertNull(found.parentTaskId());
            } else {
                assertEquals(ownTasks.getFirst(), found.parentTaskId());
            }
            assertEquals(found, references.resolve(given, VISITOR.id()), "asked again, it is the same");
            return true;
        } catch (Problem problem) {
            assertTrue(List.of("not_found", "invalid_request").contains(problem.code()), problem.code());
            problem.errors().forEach(error -> assertEquals("references", error.field()));
            assertFalse(given.isEmpty());
            return false;
        }
    }

    private static String reference(Inputs inputs) {
        return switch (inputs.between(1, 23)) {
            case 1, 2, 3, 4, 5, 6 -> taskId(inputs.oneOf("own", "elsewhere"));
            case 7, 8, 9, 10, 11, 12 -> uploadId(inputs.oneOf("picture", "picture2"));
            case 13 -> uploadId(inputs.oneOf("picture", "missing", "page", "huge"));
            case 14 -> taskId(inputs.oneOf("stranger", "missing", "running"));
            case 15 -> inputs.text(40);
            default -> address(inputs);
        };
    }

    private static String address(Inputs inputs) {
        var scheme = inputs.percent(92)
                ? inputs.oneOf("https://", "https://", "HTTPS://")
                : inputs.oneOf("http://", "//", "data:");
        var host = inputs.percent(80)
                ? inputs.oneOf("img.example", "a.b.example:8443", "93.184.215.14", "IMG.Example")
                : inputs.percent(50)
                        ? inputs.oneOf("localhost", "10.0.0.1", "[::1]", "printer", "x@img.example", "büro.example")
                        : inputs.text(12);
        var path = inputs.percent(50)
                ? inputs.oneOf("", "/", "/a.png", "/ä/中.png", "/a%20b.png?x=1&y=%F0%9F%AB%96#top", "/🫖.png")
                : "/" + inputs.text(12);
        return scheme + host + path;
    }

    private static String taskId(String name) {
        return name + "a".repeat(32 - name.length());
    }

    private static String uploadId(String name) {
        return "up-" + taskId(name);
    }

    /** Only asked for single rows. */
    private static Tasks tasks() {
        return (Tasks) Proxy.newProxyInstance(
                Tasks.class.getClassLoader(), new Class<?>[] {Tasks.class}, (_, method, arguments) -> {
                    assertEquals("find", method.getName());
                    return find((String) arguments[0]);
                });
    }

    private static Optional<Task> find(String id) {
        if (id.equals(taskId("own")) || id.equals(taskId("elsewhere"))) {
            return Optional.of(success(id, VISITOR));
        }
        if (id.equals(taskId("stranger"))) {
            return Optional.of(success(id, new Visitor("stranger", "address")));
        }
        return id.equals(taskId("running"))
                ? Optional.of(Specimen.task(id, VISITOR, "fingerprint", Specimen.NOON))
                : Optional.empty();
    }

    private static Task success(String id, Visitor visitor) {
        var open = Specimen.task(id, visitor, "fingerprint", Specimen.NOON);
        var output = new Output("generations/" + id + ".png", "image", "image/png", 10, 4, 4);
        return new Task(
                id,
                visitor,
                "fingerprint",
                open.request(),
                open.spec(),
                TaskStatus.SUCCESS,
                open.createdAt(),
                open.job(),
                List.of(output),
                null,
                Specimen.NOON,
                null);
    }

    /** Uploads that were put before the test begins. */
    private static final class Shelf implements Uploads {

        @Override
        public Slot presign(String key, MediaType type, long bytes, Duration validity) {
            throw new AssertionError("nothing is uploaded here");
        }

        @Override
        public Optional<Put> find(String key) {
            assertTrue(key.startsWith("uploads/visitor/up-"), key);
            var name = key.substring(key.indexOf("up-") + 3);
            if (name.startsWith("missing")) {
                return Optional.empty();
            }
            var type = name.startsWith("page") ? Optional.<MediaType>empty() : Optional.of(MediaType.WEBP);
            return Optional.of(new Put(key, name.startsWith("huge") ? 1001 : 1000, type, "version"));
        }

        @Override
        public boolean publish(Put found, String key, MediaType type) {
            assertTrue(key.matches("references/up-[a-z2-7]{32}\\.webp"), key);
            assertEquals(1000, found.bytes());
            return true;
        }
    }
}
