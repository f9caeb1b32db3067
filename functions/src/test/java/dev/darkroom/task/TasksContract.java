package dev.darkroom.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Tasks} keeps, whichever endpoint it talks to. */
public abstract class TasksContract {

    private static final Instant NOON = Specimen.NOON;
    private static final Allowance AMPLE = Specimen.AMPLE;
    private static final Failure FAILURE = new Failure("generation_failed", "It did not work.", false);
    private static final Job.Report FINISHED =
            new Job.Report.Finished(List.of(new OutputSource(URI.create("https://cdn.example/0.png"), "image")));
    private static final List<Output> OUTPUTS =
            List.of(new Output("generations/x.png", "image", "image/png", 1000, 1376, 768));

    /** An empty table for each test, since the site's spending is one number. */
    protected abstract Tasks tasks();

    private final Tasks tasks = tasks();

    private Task opened() {
        return assertInstanceOf(OpenResult.New.class, tasks.open(Specimen.task(), AMPLE))
                .task();
    }

    private Task running() {
        var task = opened();
        tasks.markWaiting(task.id(), "token", NOON);
        return tasks.markSubmitted(task.id(), "job-" + task.id(), NOON.plusSeconds(1));
    }

    @Test
    void whatWasOpenedIsFoundAsItWas() {
        var task = opened();
        assertEquals(task, tasks.find(task.id()).orElseThrow());
        assertTrue(tasks.find("nobody").isEmpty());
    }

    @Test
    void whatATaskWasMadeFromIsKeptUntilItIsDeleted() {
        var visitor = Specimen.visitor();
        var edit = new Request("at night", "Nano-Banana-2", "16:9", "1K", null, List.of("parent"), "parent");
        var plain = Specimen.task(visitor, NOON);
        var task = Task.accepted("edit", visitor, "fingerprint", edit, plain.spec(), NOON);
        tasks.open(task, AMPLE);
        assertEquals(edit, tasks.find("edit").orElseThrow().request());
        tasks.delete("edit", NOON);
        var tombstone = tasks.find("edit").orElseThrow().request();
        assertNull(tombstone.parentTaskId());
        assertEquals(List.of(), tombstone.references());
    }

    @Test
    void fiftyUploadsAtOnceAreCountedToTheLastAndApartFromTasks() throws Exception {
        var visitor = Specimen.visitor();
        var allowance = new Allowance(2, 1000, 1_000_000_000, 1_000_000_000);
        var counted = atOnce(50, () -> tasks.countUpload(visitor, allowance, NOON));
        assertEquals(10, counted.stream().filter(Optional::isEmpty).count());
        assertEquals(0, tasks.readUsage(visitor, allowance, NOON).used());
        assertEquals(
                Optional.empty(),
                tasks.countUpload(visitor, allowance, NOON.plus(Duration.ofDays(1))),
                "tomorrow is another day");
    }

    @Test
    void uploadsOfManyVisitorsAtOneAddressAreCountedTogether() {
        var allowance = new Allowance(1000, 1, 1_000_000_000, 1_000_000_000);
        for (var i = 0; i < 5; i++) {
            assertEquals(
                    Optional.empty(), tasks.countUpload(new Visitor("uploader" + i, "one address"), allowance, NOON));
        }
        assertEquals(
                Optional.of(new OpenResult.DailyLimitReached(5, true)),
                tasks.countUpload(new Visitor("uploader6", "one address"), allowance, NOON));
        assertEquals(
                Optional.of(new OpenResult.DailyLimitReached(0, false)),
                tasks.countUpload(Specimen.visitor(), new Allowance(0, 10, 1_000_000_000, 1_000_000_000), NOON),
                "closed");
    }

    @Test
    void theSameIdIsOpenedOnceAndCountedOnce() {
        var task = opened();
        assertEquals(new OpenResult.Existing(task), tasks.open(task, AMPLE));
        assertEquals(1, tasks.readUsage(task.visitor(), AMPLE, NOON).used());
        var other = Specimen.task(task.id(), task.visitor(), "another", NOON);
        assertEquals(new OpenResult.KeyReused(), tasks.open(other, AMPLE));
    }

    @Test
    void ofManyEqualClicksAtOnceOneIsNew() throws Exception {
        var task = Specimen.task();
        var openings = atOnce(20, () -> tasks.open(task, AMPLE));
        assertEquals(1, count(openings, OpenResult.New.class));
        assertEquals(19, count(openings, OpenResult.Existing.class));
        var exactly = new Allowance(1000, 1000, 2 * Specimen.PRICE, 2 * Specimen.PRICE);
        assertInstanceOf(OpenResult.New.class, tasks.open(Specimen.task(), exactly), "only one click was charged");
        assertInstanceOf(OpenResult.BudgetReached.class, tasks.open(Specimen.task(), exactly));
    }

    @Test
    void fiftyAtOnceAtALimitOfTenGiveTenForOneVisitor() throws Exception {
        var visitor = Specimen.visitor();
        var openings =
                atOnce(50, () -> tasks.open(Specimen.task(visitor, NOON), new Allowance(10, 1000, 1L << 40, 1L << 40)));
        assertEquals(10, count(openings, OpenResult.New.class));
        assertEquals(40, count(openings, OpenResult.DailyLimitReached.class));
    }

    @Test
    void fiftyCookiesFromOneAddressAreOneAddress() throws Exception {
        var openings = atOnce(
                50,
                () -> tasks.open(
                        Specimen.task(new Visitor(Specimen.visitor().id(), "one"), NOON),
                        new Allowance(1000, 10, 1L << 40, 1L << 40)));
        assertEquals(10, count(openings, OpenResult.New.class));
    }

    @Test
    void theSiteSpendsItsBudgetToTheMicroDollarAndNoMore() throws Exception {
        var forTen = new Allowance(1000, 1000, 10 * Specimen.PRICE, 1L << 40);
        var openings = atOnce(50, () -> tasks.open(Specimen.task(), forTen));
        assertEquals(10, count(openings, OpenResult.New.class));
        assertEquals(40, count(openings, OpenResult.BudgetReached.class));
        var tomorrow = NOON.plus(Duration.ofDays(1));
        assertInstanceOf(OpenResult.New.class, tasks.open(Specimen.task(Specimen.visitor(), tomorrow), forTen));
    }

    @Test
    void theMonthHasItsOwnBudget() {
        var forTwo = new Allowance(1000, 1000, 1L << 40, 2 * Specimen.PRICE);
        for (var day = 0; day < 2; day++) {
            var then = NOON.plus(Duration.ofDays(day));
            assertInstanceOf(OpenResult.New.class, tasks.open(Specimen.task(Specimen.visitor(), then), forTwo));
        }
        var third = NOON.plus(Duration.ofDays(2));
        assertEquals(new OpenResult.BudgetReached(true), tasks.open(Specimen.task(Specimen.visitor(), third), forTwo));
        var bothUsedUp = new Allowance(1000, 1000, 0, 2 * Specimen.PRICE);
        assertEquals(
                new OpenResult.BudgetReached(true),
                tasks.open(Specimen.task(Specimen.visitor(), third), bothUsedUp),
                "tomorrow renews neither");
        var nextMonth = NOON.plus(Duration.ofDays(9));
        assertInstanceOf(OpenResult.New.class, tasks.open(Specimen.task(Specimen.visitor(), nextMonth), forTwo));
    }

    @Test
    void aLimitOfZeroAcceptsNothing() {
        assertInstanceOf(
                OpenResult.DailyLimitReached.class,
                tasks.open(Specimen.task(), new Allowance(0, 1000, 1L << 40, 1L << 40)));
        assertInstanceOf(
                OpenResult.BudgetReached.class, tasks.open(Specimen.task(), new Allowance(1000, 1000, 0, 1L << 40)));
    }

    @Test
    void anUnknownDayIsANewAllowance() {
        var visitor = Specimen.visitor();
        var one = new Allowance(1, 1, 1L << 40, 1L << 40);
        assertInstanceOf(OpenResult.New.class, tasks.open(Specimen.task(visitor, NOON), one));
        assertInstanceOf(OpenResult.DailyLimitReached.class, tasks.open(Specimen.task(visitor, NOON), one));
        assertEquals(new Usage(1, 1), tasks.readUsage(visitor, one, NOON));
        var tomorrow = NOON.plus(Duration.ofDays(1));
        assertEquals(new Usage(1, 0), tasks.readUsage(visitor, one, tomorrow));
        assertInstanceOf(OpenResult.New.class, tasks.open(Specimen.task(visitor, tomorrow), one));
    }

    @Test
    void theFirstAdmissionStaysAndTheLastTokenCounts() {
        var task = opened();
        assertEquals(NOON, tasks.markWaiting(task.id(), "one", NOON).job().admittedAt());
        var again = tasks.markWaiting(task.id(), "two", NOON.plusSeconds(60)).job();
        assertEquals(NOON, again.admittedAt());
        assertEquals("two", again.token());
    }

    @Test
    void createsThatMayHaveBeenHeardAreCounted() {
        var first = tasks.markSending(opened(), "one", NOON);
        assertEquals(NOON, first.job().admittedAt());
        assertEquals(1, first.job().sends());
        assertFalse(first.job().unanswered());
        tasks.markNotTaken(first, true, true);
        tasks.markNotTaken(first, true, true);
        var unsent = tasks.find(first.id()).orElseThrow();
        assertEquals(0, unsent.job().sends(), "told twice, taken away once");
        assertTrue(unsent.job().unanswered());

        var second = tasks.markSending(unsent, "two", NOON.plusSeconds(9));
        assertEquals("two", second.job().token());
        assertEquals(NOON, second.job().admittedAt(), "the first admission stays");
        assertEquals(1, second.job().sends());
        assertFalse(second.job().unanswered(), "it may be answered yet");
        tasks.markNotTaken(second, true, false);
        assertEquals(1, tasks.find(first.id()).orElseThrow().job().sends(), "this one may have been heard");

        var third = tasks.markSending(second, "three", NOON);
        var atOnce = tasks.markSending(second, "four", NOON);
        tasks.markNotTaken(third, true, true);
        assertEquals(3, tasks.find(first.id()).orElseThrow().job().sends(), "in doubt it was heard");
        assertEquals(3, atOnce.job().sends());
    }

    /** A release before this one sent it, and did not count. */
    @Test
    void whatWasAdmittedWithoutACountMayHaveBeenHeard() {
        var task = opened();
        tasks.markWaiting(task.id(), "one", NOON);
        var again = tasks.markSending(tasks.find(task.id()).orElseThrow(), "two", NOON);
        tasks.markNotTaken(again, true, true);
        assertEquals(1, tasks.find(task.id()).orElseThrow().job().sends());
    }

    @Test
    void aSubmittedTaskRunsAndKeepsItsFirstJob() {
        var task = running();
        assertEquals(TaskStatus.RUNNING, task.status());
        assertEquals(
                "job-" + task.id(),
                tasks.markSubmitted(task.id(), "other", NOON).job().id());
    }

    @Test
    void aReportThatOvertookTheJobsIdIsThereOnceItIsKnown() {
        var task = opened();
        assertNull(tasks.saveReport(task.id(), "job", FINISHED).job().report(), "not believed before the job is known");
        assertEquals(FINISHED, tasks.markSubmitted(task.id(), "job", NOON).job().report());
    }

    @Test
    void aReportOfAnotherJobIsNotBelieved() {
        var early = opened();
        tasks.saveReport(early.id(), "another", FINISHED);
        assertNull(tasks.markSubmitted(early.id(), "job", NOON).job().report());
        assertEquals(
                FINISHED, tasks.saveReport(early.id(), "job", FINISHED).job().report(), "its own is not kept out");
        var late = running();
        assertNull(tasks.saveReport(late.id(), "another", FINISHED).job().report());
    }

    @Test
    void theFirstReportStaysUntilItIsDiscarded() {
        var task = running();
        var job = task.job().id();
        tasks.saveReport(task.id(), job, FINISHED);
        var failed = new Job.Report.Failed(FAILURE);
        assertEquals(FINISHED, tasks.saveReport(task.id(), job, failed).job().report());
        tasks.markUnusable(task.id());
        assertEquals(1, tasks.discardUnusable(task.id()));
        assertEquals(1, tasks.discardUnusable(task.id()), "asked again, there is none to drop");
        assertEquals(failed, tasks.saveReport(task.id(), job, failed).job().report());
        assertEquals(1, tasks.discardUnusable(task.id()), "nobody has tried this one");
        assertEquals(failed, tasks.find(task.id()).orElseThrow().job().report());
        tasks.markUnusable(task.id());
        assertEquals(2, tasks.discardUnusable(task.id()));
        assertNull(tasks.find(task.id()).orElseThrow().job().report());
    }

    @Test
    void aRefusalNeedsNoJob() {
        var task = opened();
        var failed = new Job.Report.Failed(FAILURE);
        assertEquals(failed, tasks.saveReport(task.id(), null, failed).job().report());
    }

    @Test
    void aTaskEndsOnce() {
        var task = running();
        assertTrue(tasks.succeed(task.id(), OUTPUTS, NOON.plusSeconds(9)));
        var ended = tasks.find(task.id()).orElseThrow();
        assertEquals(TaskStatus.SUCCESS, ended.status());
        assertEquals(OUTPUTS, ended.outputs());
        assertEquals(NOON.plusSeconds(9), ended.completedAt());
        assertFalse(tasks.fail(task.id(), FAILURE, NOON.plusSeconds(10)));
        assertEquals(ended, tasks.markSubmitted(task.id(), "other", NOON));
        assertEquals(ended, tasks.saveReport(task.id(), task.job().id(), FINISHED));
        assertEquals(ended, tasks.markWaiting(task.id(), "token", NOON));
        assertEquals(ended, tasks.markSending(task, "token", NOON));
    }

    @Test
    void aFailureToldFiveTimesAtOnceGivesOneUnitBack() throws Exception {
        var visitor = Specimen.visitor();
        var first = Specimen.task(visitor, NOON);
        var second = Specimen.task(visitor, NOON);
        tasks.open(first, AMPLE);
        tasks.open(second, AMPLE);
        var told = atOnce(5, () -> tasks.fail(first.id(), FAILURE, NOON));
        assertEquals(1, told.stream().filter(each -> each).count());
        assertEquals(1, tasks.readUsage(visitor, AMPLE, NOON).used());
        assertEquals(FAILURE, tasks.find(first.id()).orElseThrow().failure());
    }

    @Test
    void theSitesMoneyComesBackOnlyWhenTheProviderCannotBill() {
        var forOne = new Allowance(1000, 1000, Specimen.PRICE, Specimen.PRICE);
        var refused = Specimen.task();
        tasks.open(refused, forOne);
        tasks.fail(refused.id(), FAILURE, NOON);
        var billed = Specimen.task();
        assertInstanceOf(OpenResult.New.class, tasks.open(billed, forOne), "the refused one's money is back");
        tasks.fail(billed.id(), new Failure("timed_out", "It may still finish.", true), NOON);
        assertInstanceOf(OpenResult.BudgetReached.class, tasks.open(Specimen.task(), forOne));
    }

    @Test
    void aRefusedTaskLeavesNothingReserved() {
        var visitor = Specimen.visitor();
        var one = new Allowance(1, 1000, 2 * Specimen.PRICE, 1L << 40);
        tasks.open(Specimen.task(visitor, NOON), one);
        assertInstanceOf(OpenResult.DailyLimitReached.class, tasks.open(Specimen.task(visitor, NOON), one));
        assertInstanceOf(OpenResult.New.class, tasks.open(Specimen.task(), one), "the site's money was given back");
    }

    @Test
    void historyIsTheVisitorsOwnNewestFirstAndPaged() {
        var visitor = Specimen.visitor();
        var made = IntStream.range(0, 5)
                .mapToObj(second -> Specimen.task(visitor, NOON.plusSeconds(second)))
                .toList();
        made.forEach(task -> tasks.open(task, AMPLE));
        tasks.open(Specimen.task(), AMPLE);
        var first = tasks.list(visitor.id(), 3, null);
        assertEquals(made.reversed().subList(0, 3), first.tasks());
        var second = tasks.list(visitor.id(), 3, first.cursor());
        assertEquals(made.reversed().subList(3, 5), second.tasks());
        assertNull(second.cursor());
    }

    @Test
    void aDeletedTaskIsATombstone() {
        var task = running();
        tasks.delete(task.id(), NOON.plusSeconds(5));
        var stone = tasks.find(task.id()).orElseThrow();
        assertTrue(stone.isDeleted());
        assertEquals("", stone.request().prompt());
        assertEquals("", stone.spec().body());
        assertTrue(tasks.list(task.visitor().id(), 10, null).tasks().isEmpty());
        assertFalse(tasks.succeed(task.id(), OUTPUTS, NOON));
        assertTrue(tasks.fail(task.id(), FAILURE, NOON), "it is closed");
        assertEquals(1, tasks.readUsage(task.visitor(), AMPLE, NOON).used(), "and gives nothing back");
    }

    @Test
    void theNextOfItsKindIsExpectedToTakeAsLongAsTheOthersTook() {
        assertNull(opened().spec().observed());
        for (var number = 0; number < 20; number++) {
            tookSeconds(number == 10 ? 600 : 60);
        }
        var next = opened();
        assertEquals(next, tasks.find(next.id()).orElseThrow());
        assertEquals(Duration.ofSeconds(60), next.spec().observed(), "and not as long as the odd one");
        for (var number = 0; number < 40; number++) {
            tookSeconds(20);
        }
        assertEquals(Duration.ofSeconds(20), opened().spec().observed(), "the model has become faster");
    }

    private void tookSeconds(int seconds) {
        var task = running();
        tasks.succeed(task.id(), OUTPUTS, task.job().submittedAt().plusSeconds(seconds));
    }

    @Test
    void whatFailedOrIsOfAnotherKindTellsNothing() {
        tasks.fail(running().id(), FAILURE, NOON.plusSeconds(3));
        assertNull(opened().spec().observed());
        tookSeconds(60);
        var plain = Specimen.task();
        var larger = new Request("a brass kettle", "Nano-Banana-2", "16:9", "4K", null, List.of(), null);
        var task = Task.accepted("larger", plain.visitor(), "fingerprint", larger, plain.spec(), NOON);
        tasks.open(task, AMPLE);
        assertEquals(task, tasks.find("larger").orElseThrow());
    }

    private static long count(List<OpenResult> openings, Class<? extends OpenResult> kind) {
        return openings.stream().filter(kind::isInstance).count();
    }

    private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(
                    IntStream.range(0, times).mapToObj(i -> call).toList())) {
                results.add(future.get());
            }
            return results;
        }
    }
}
