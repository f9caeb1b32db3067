package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.aws.DynamoTasks;
import dev.darkroom.task.Allowance;
import dev.darkroom.task.Failure;
import dev.darkroom.task.OpenResult;
import dev.darkroom.task.Specimen;
import dev.darkroom.task.Task;
import dev.darkroom.task.Tasks;
import dev.darkroom.task.TemporarilyUnavailable;
import dev.darkroom.task.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What DynamoDB does under load and DynamoDB Local never does: conflicts of transactions, and throttling. */
class ContentionTest {

    private static final Allowance AMPLE = Specimen.AMPLE;
    private static final Failure FAILURE = new Failure("request_refused", "It did not work.", false);

    @RegisterExtension
    static final TableServer SERVER = new TableServer();

    private String table;
    private Wire wire;
    private DynamoDbClient client;
    private Tasks tasks;

    @BeforeEach
    void connect() throws Exception {
        table = SERVER.newTable();
        wire = new Wire(SERVER.endpoint());
        client = TableServer.client(TableServer.settings(wire.endpoint()));
        tasks = new DynamoTasks(client, table);
    }

    @AfterEach
    void disconnect() {
        client.close();
        wire.close();
    }

    private long spent() {
        var site = SERVER.client()
                .getItem(get -> get.tableName(table).key(Map.of("pk", AttributeValue.fromS("site"))))
                .item();
        assertEquals(site.get("daySpent"), site.get("monthSpent"));
        return Long.parseLong(site.get("daySpent").n());
    }

    private List<OpenResult> atOnce(int times, IntFunction<Task> task, Allowance allowance) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<OpenResult>();
            for (var future : threads.invokeAll(IntStream.range(0, times)
                    .<Callable<OpenResult>>mapToObj(i -> () -> tasks.open(task.apply(i), allowance))
                    .toList())) {
                results.add(future.get());
            }
            return results;
        }
    }

    private static long count(List<OpenResult> openings, Class<? extends OpenResult> kind) {
        return openings.stream().filter(kind::isInstance).count();
    }

    private static Task at(String address) {
        return Specimen.task(new Visitor(Specimen.visitor().id(), address), Specimen.NOON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
    void aTransactionThatMetAnotherIsSentAgainAndTheMoneyWaits(String code) {
        tasks.open(Specimen.task(), AMPLE);
        wire.calls().clear();
        wire.failing("TransactWriteItems", 5, Wire.cancelled("None", "None", code));
        assertInstanceOf(OpenResult.New.class, tasks.open(Specimen.task(), AMPLE));
        assertEquals(6, Collections.frequency(wire.calls(), "TransactWriteItems"));
        assertEquals(1, Collections.frequency(wire.calls(), "UpdateItem"), "it is reserved once");
        assertEquals(2 * Specimen.PRICE, spent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ProvisionedThroughputExceededException", "ThrottlingException"})
    void throttlingOfEachCallIsWaitedOut(String error) {
        var seen = Collections.synchronizedMap(new HashMap<String, Integer>());
        wire.failing((operation, body) ->
                seen.merge(operation, 1, Integer::sum) == 1 ? Optional.of(Wire.error(error)) : Optional.empty());
        var task = Specimen.task();
        assertInstanceOf(OpenResult.New.class, tasks.open(task, AMPLE));
        assertEquals(task, tasks.find(task.id()).orElseThrow());
        assertEquals(1, tasks.readUsage(task.visitor(), AMPLE, Specimen.NOON).used());
        assertTrue(tasks.fail(task.id(), FAILURE, Specimen.NOON));
        assertEquals(0, spent());
    }

    @Test
    void whatDoesNotPassIsTemporaryAndLeavesNothingReserved() {
        tasks.open(Specimen.task(), AMPLE);
        wire.failing("TransactWriteItems", 1, Wire.error("AccessDeniedException"));
        assertThrows(TemporarilyUnavailable.class, () -> tasks.open(Specimen.task(), AMPLE));
        assertEquals(Specimen.PRICE, spent());
    }

    @Test
    void aClickThatMeetsItselfAtTheLastUnitIsNotToldThatTheDayIsOver() {
        var one = new Allowance(1, 1, 1L << 40, 1L << 40);
        var task = Specimen.task();
        var opened = new boolean[1];
        wire.failing((operation, body) -> {
            if (!operation.equals("TransactWriteItems") || opened[0]) {
                return Optional.empty();
            }
            // The same click's twin is just writing the row and taking the last unit.
            opened[0] = true;
            new DynamoTasks(SERVER.client(), table).open(task, one);
            return Optional.of(Wire.cancelled("TransactionConflict", "ConditionalCheckFailed", "None"));
        });
        assertEquals(new OpenResult.Existing(task), tasks.open(task, one));
        assertEquals(Specimen.PRICE, spent());
    }

    @Test
    void twoHundredVisitorsAtOnceAreAllAcceptedAndPaidForToTheMicroDollar() throws Exception {
        var openings = atOnce(200, i -> Specimen.task(), AMPLE);
        assertEquals(200, count(openings, OpenResult.New.class));
        assertEquals(200 * Specimen.PRICE, spent());
    }

    @Test
    void ofManyAtOneAddressNobodySeesAConflict() throws Exception {
        var openings = atOnce(40, i -> at("one office"), AMPLE);
        assertEquals(40, count(openings, OpenResult.New.class));
        assertEquals(40 * Specimen.PRICE, spent());
        assertTrue(wire.conflicts() > 0, "they did meet");
    }

    @Test
    void fiftyAtOnceAtALimitOfTenGiveTenAlsoWhenTheyCollide() throws Exception {
        var visitor = Specimen.visitor();
        var ten = new Allowance(10, 1000, 1L << 40, 1L << 40);
        var openings = atOnce(50, i -> Specimen.task(visitor, Specimen.NOON), ten);
        assertEquals(10, count(openings, OpenResult.New.class));
        assertEquals(40, count(openings, OpenResult.DailyLimitReached.class));
        assertEquals(10 * Specimen.PRICE, spent());
    }

    @Test
    void fiftyCookiesAtOneAddressAreOneAddressAlsoWhenTheyCollide() throws Exception {
        var ten = new Allowance(1000, 10, 1L << 40, 1L << 40);
        var openings = atOnce(50, i -> at("one address"), ten);
        assertEquals(10, count(openings, OpenResult.New.class));
        assertEquals(40, count(openings, OpenResult.DailyLimitReached.class));
        assertTrue(openings.contains(new OpenResult.DailyLimitReached(10, true)));
    }

    @Test
    void aBudgetOfTenImagesMakesTenAndIsSpentToTheMicroDollar() throws Exception {
        var ten = new Allowance(1000, 1000, 10 * Specimen.PRICE, 10 * Specimen.PRICE);
        var openings = atOnce(50, i -> Specimen.task(), ten);
        assertEquals(10, count(openings, OpenResult.New.class));
        assertEquals(40, count(openings, OpenResult.BudgetReached.class));
        assertEquals(10 * Specimen.PRICE, spent());
    }

    @Test
    void aFailureToldFiveTimesAtOnceReleasesOneUnitAlsoWhenTheTellersCollide() throws Exception {
        var visitor = Specimen.visitor();
        var first = Specimen.task(visitor, Specimen.NOON);
        tasks.open(first, AMPLE);
        tasks.open(Specimen.task(visitor, Specimen.NOON), AMPLE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var told = 0;
            Callable<Boolean> telling = () -> tasks.fail(first.id(), FAILURE, Specimen.NOON);
            for (var future : threads.invokeAll(Collections.nCopies(5, telling))) {
                told += future.get() ? 1 : 0;
            }
            assertEquals(1, told);
        }
        assertEquals(1, tasks.readUsage(visitor, AMPLE, Specimen.NOON).used());
        assertEquals(Specimen.PRICE, spent());
        assertFalse(tasks.fail(first.id(), FAILURE, Specimen.NOON));
    }

    @Test
    void anImageCostsTwoCallsAndTheFirstOfADayThree() {
        var task = Specimen.task();
        tasks.open(task, AMPLE);
        assertEquals(List.of("UpdateItem", "UpdateItem", "TransactWriteItems"), wire.calls());
        wire.calls().clear();
        tasks.open(Specimen.task(), AMPLE);
        assertEquals(List.of("UpdateItem", "TransactWriteItems"), wire.calls());
        wire.calls().clear();
        tasks.open(task, AMPLE);
        assertEquals(List.of("UpdateItem", "TransactWriteItems", "UpdateItem"), wire.calls(), "the same click");
        wire.calls().clear();
        var nextMonth = Specimen.task(Specimen.visitor(), Specimen.NOON.plus(Duration.ofDays(20)));
        tasks.open(nextMonth, AMPLE);
        assertEquals(List.of("UpdateItem", "UpdateItem", "TransactWriteItems"), wire.calls());
        assertEquals(Specimen.PRICE, spent(), "a new month");
    }
}
