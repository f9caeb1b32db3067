package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.admission.Breaker;
import dev.darkroom.admission.Gate;
import dev.darkroom.admission.RateSlots;
import dev.darkroom.aws.DynamoBreaker;
import dev.darkroom.aws.DynamoGate;
import dev.darkroom.aws.DynamoTasks;
import dev.darkroom.task.Failure;
import dev.darkroom.task.Output;
import dev.darkroom.task.Specimen;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A write whose answer is lost with the connection: the SDK sends it again, and then its own doing is in its way. Who
 * did it is told so, or else nobody would write the line and the metrics of it.
 */
class LostAnswersTest {

    private static final List<Output> OUTPUTS =
            List.of(new Output("generations/x.png", "image", "image/png", 10, 1, 1));

    @RegisterExtension
    static final TableServer SERVER = new TableServer();

    private final String table = SERVER.newTable();
    private Wire wire;
    private DynamoDbClient client;

    @BeforeEach
    void connect() throws Exception {
        wire = new Wire(SERVER.endpoint());
        client = TableServer.client(TableServer.settings(wire.endpoint()));
    }

    @AfterEach
    void disconnect() {
        client.close();
        wire.close();
    }

    /** @param words of the call whose first answer is lost */
    private void lose(String words) {
        var left = new int[] {1};
        wire.failing((operation, body) ->
                body.toString().contains(words) && left[0]-- > 0 ? Optional.of(Wire.LOST) : Optional.empty());
    }

    @Test
    void whoPausedTheSiteIsToldSo() {
        var breaker = new DynamoBreaker(client, table);
        for (var refusal = 1; refusal < Breaker.REFUSALS; refusal++) {
            assertFalse(breaker.recordRefusal("provider_auth", Specimen.NOON));
        }
        lose("SET paused");
        assertTrue(breaker.recordRefusal("provider_auth", Specimen.NOON));
        assertEquals(Breaker.REFUSALS + 2, wire.calls().size(), "it was sent again");
        assertFalse(breaker.recordRefusal("provider_auth", Specimen.NOON), "it is open");
        lose("SET paused");
        assertFalse(breaker.recordRefusal("provider_auth", Specimen.NOON.plusNanos(1000)), "another had opened it");
    }

    @Test
    void whoEndedATaskIsToldSo() {
        var tasks = new DynamoTasks(client, table);
        var task = Specimen.task();
        tasks.open(task, Specimen.AMPLE);
        wire.calls().clear();
        lose(":success");
        assertTrue(tasks.succeed(task.id(), OUTPUTS, Specimen.NOON));
        assertEquals(List.of("UpdateItem", "UpdateItem"), wire.calls(), "it was sent again");
        assertFalse(tasks.succeed(task.id(), OUTPUTS, Specimen.NOON), "it has ended");
        lose(":success");
        assertFalse(tasks.succeed(task.id(), OUTPUTS, Specimen.NOON.plusNanos(1000)), "another had ended it");
    }

    /** Or nobody would wake whom it let in. */
    @Test
    void whoOpenedTheGateForTheNextIsToldSo() {
        var gate = new DynamoGate(client, table, RateSlots.of(1, 60));
        assertInstanceOf(Gate.Entry.Admitted.class, gate.enter("first", Specimen.NOON));
        assertInstanceOf(Gate.Entry.Queued.class, gate.enter("second", Specimen.NOON));
        assertInstanceOf(Gate.Entry.Queued.class, gate.enter("third", Specimen.NOON));
        lose("waiting[0]");
        var letIn = gate.leave("first", Specimen.NOON);
        assertEquals(List.of("second"), letIn.stream().map(Gate.LetIn::taskId).toList());
        assertEquals(Set.of("second"), gate.listInside());
    }

    /** The SDK marks a transaction, so that it is one however often it is sent. */
    @Test
    void whoGaveATaskUpIsToldSo() {
        var tasks = new DynamoTasks(client, table);
        var task = Specimen.task();
        tasks.open(task, Specimen.AMPLE);
        wire.calls().clear();
        lose(":failure");
        assertTrue(tasks.fail(task.id(), new Failure("timed_out", "It took too long.", false), Specimen.NOON));
        assertEquals(2, Collections.frequency(wire.calls(), "TransactWriteItems"), "it was sent again");
    }
}
