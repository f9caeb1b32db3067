package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.media.Body;
import dev.darkroom.media.EdgeCache;
import dev.darkroom.media.MediaType;
import dev.darkroom.media.MemoryMedia;
import dev.darkroom.media.StoreUnavailable;
import dev.darkroom.task.Output;
import dev.darkroom.task.Specimen;
import dev.darkroom.task.Task;
import dev.darkroom.task.TaskStatus;
import dev.darkroom.task.Tasks;
import dev.darkroom.visitor.VisitorKeys;
import dev.darkroom.visitor.Visitors;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A deletion reaches the edge too, and one that did not can be asked for again. */
class DeleteTaskTest {

    private static final String ID = "deleteme222222222222222222222222";
    private static final List<String> FILES = List.of("generations/" + ID + ".png", "generations/" + ID + "-2.png");

    private final MemoryMedia media = new MemoryMedia();
    private final Visitors visitors = new Visitors(() -> VisitorKeys.of("a-key", Optional.empty()), Optional::empty);
    private final List<List<String>> forgotten = new ArrayList<>();
    private boolean deleted;

    @BeforeEach
    void storeTheFiles() {
        FILES.forEach(key -> media.store(
                key, MediaType.PNG, new Body(new ByteArrayInputStream(new byte[9]), OptionalLong.of(9), 9)));
    }

    @Test
    void theEdgeForgetsEveryFileOnceTheStoreHas() {
        assertEquals(204, delete(keys -> {
            keys.forEach(key -> assertTrue(media.served(key).isEmpty(), key + " could be cached again"));
            forgotten.add(List.copyOf(keys));
        }));
        assertEquals(List.of(FILES), forgotten);
        assertTrue(deleted);
    }

    @Test
    void aDeletionThatDidNotReachTheEdgeCanBeAskedForAgain() {
        assertEquals(503, delete(keys -> {
            throw new StoreUnavailable("The edge answered with status 400.");
        }));
        assertFalse(deleted, "the row still knows which files they were");
        assertEquals(204, delete(keys -> forgotten.add(List.copyOf(keys))));
        assertEquals(List.of(FILES), forgotten);
    }

    private int delete(EdgeCache edge) {
        var event = Events.of("somebody");
        event.setPathParameters(Map.of("taskId", ID));
        return new DeleteTask(tasks(), media, edge, visitors, InstantSource.fixed(Specimen.NOON))
                .handleRequest(event, null)
                .getStatusCode();
    }

    private Tasks tasks() {
        return (Tasks) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Tasks.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "find" -> {
                            return Optional.of(finished());
                        }
                        case "delete" -> {
                            deleted = true;
                            return null;
                        }
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                });
    }

    private Task finished() {
        var owner =
                visitors.identify(Events.caller("somebody"), Optional.empty()).visitor();
        var open = Specimen.task(ID, owner, "fingerprint", Specimen.NOON);
        return new Task(
                ID,
                owner,
                open.fingerprint(),
                open.request(),
                open.spec(),
                TaskStatus.SUCCESS,
                open.createdAt(),
                open.job(),
                FILES.stream()
                        .map(key -> new Output(key, "image", "image/png", 9, 1, 1))
                        .toList(),
                null,
                Specimen.NOON,
                null);
    }
}
