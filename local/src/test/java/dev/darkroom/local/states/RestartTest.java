package dev.darkroom.local.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.local.FunctionError;
import dev.darkroom.local.ManualTimeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is gone from one moment to the next, and another that takes up what it left. */
class RestartTest {

    private static final String WAITING = Rig.machine("""
            ~A~:{~Type~:~Wait~,~Seconds~:100,~Output~:{~v~:null},~Next~:~B~},
            ~B~:{~Type~:~Wait~,~Seconds~:0,~End~:true}""");
    private static final String TASK = "~A~:{~Type~:~Task~,~Resource~:~arn:aws:states:::lambda:invoke%s~,"
            + "~Arguments~:{~FunctionName~:~f~,~Payload~:{~t~:~{%% %s %%}~}},~TimeoutSeconds~:60,"
            + "~Retry~:[{~ErrorEquals~:[~a.Busy~],~IntervalSeconds~:20,~MaxAttempts~:1}],~End~:true}";
    private static final String CALLING =
            Rig.machine(String.format(Locale.ROOT, TASK, "", "$states.context.State.RetryCount"));
    private static final String TOKEN =
            Rig.machine(String.format(Locale.ROOT, TASK, ".waitForTaskToken", "$states.context.Task.Token"));

    @TempDir
    private Path folder;

    private Rig first(String definition) {
        return new Rig(definition, new FolderJournal(folder), Rig.START);
    }

    /** What a later process finds; the first one's timeline is left where it is, like a killed one's. */
    private Rig later(String definition, int seconds) {
        return new Rig(definition, new FolderJournal(folder), Rig.START.plusSeconds(seconds));
    }

    private static Rig resumed(Rig rig) {
        rig.executions.resume();
        rig.timeline.settle();
        return rig;
    }

    @Test
    void aWaitGoesOnToItsInstant() {
        first(WAITING).start("{}").advance(Duration.ofSeconds(40));
        var rig = resumed(later(WAITING, 70)).advance(Duration.ofSeconds(29));
        assertTrue(rig.execution().isOpen());

        rig.advance(Duration.ofSeconds(1));

        assertEquals(Rig.json("{\"v\":null}"), rig.output());
        assertEquals(Rig.START.plusSeconds(100), rig.execution().endedAt());
        assertEquals(2, rig.execution().transitions());
        assertEquals("ExecutionStarted", rig.events().getFirst());
    }

    /** Until 2026-11-29 an execution was kept with its variables. */
    @Test
    void whatAnEarlierReleaseHasKeptGoesOn() throws IOException {
        first(WAITING).start("{}");
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"variables\":{},"));
            }
        }

        assertFalse(resumed(later(WAITING, 500)).execution().isOpen());
    }

    @Test
    void aWaitThatIsOverEndsAtOnce() {
        first(WAITING).start("{}");

        var rig = resumed(later(WAITING, 500));

        assertEquals(Rig.START.plusSeconds(500), rig.execution().endedAt());
    }

    @Test
    void aCallThatHadNotReturnedIsMadeAgain() {
        var first = first(TOKEN);
        var second = new Rig[1];
        first.function("f", event -> {
            // In the midst of the call, the process is gone.
            second[0] = later(TOKEN, 5).function("f", _ -> "{}");
            first.executions.close();
            return "{}";
        });
        first.start("{}");

        resumed(second[0]);

        assertEquals(first.calls, second[0].calls, "the same payload, with the same token");
        second[0].executions.succeed(TaskToken.parse(second[0].token()).orElseThrow(), Rig.json("7"));
        assertEquals(Rig.json("7"), second[0].output());
    }

    @Test
    void aCallThatHadReturnedIsNotMadeAgainAndItsTokenIsGood() {
        var first = first(TOKEN).function("f", _ -> "{}").start("{}");
        var rig = resumed(later(TOKEN, 30).function("f", _ -> "{}"));
        assertEquals(List.of(), rig.calls);

        rig.executions.succeed(TaskToken.parse(first.token()).orElseThrow(), Rig.json("7"));

        assertEquals(Rig.json("7"), rig.output());
    }

    @Test
    void aTokenThatComesBeforeResumeIsNotFollowedTwice() {
        var first = first(TOKEN).function("f", _ -> "{}").start("{}");
        var rig = later(TOKEN, 30).function("f", _ -> "{}");

        rig.executions.fail(TaskToken.parse(first.token()).orElseThrow(), "a.Busy", "");
        resumed(rig).advance(Duration.ofSeconds(25));

        assertEquals(1, rig.calls.size());
    }

    @Test
    void aTimeoutGoesOnFromItsInstant() {
        first(TOKEN).function("f", _ -> "{}").start("{}");
        var rig = resumed(later(TOKEN, 59)).advance(Duration.ofSeconds(1));

        assertEquals("States.Timeout", rig.execution().error());
    }

    @Test
    void aRetryGoesOnFromItsInstantAndCount() {
        first(CALLING)
                .function("f", _ -> {
                    throw new FunctionError("a.Busy", "");
                })
                .start("{}");
        var rig = later(CALLING, 10).function("f", _ -> {
            throw new FunctionError("a.Busy", "");
        });

        resumed(rig).advance(Duration.ofSeconds(100));

        assertEquals(List.of(Rig.START.plusSeconds(20)), rig.callTimes);
        assertEquals("a.Busy", rig.execution().error());
    }

    @Test
    void namesStayTaken() {
        var rig = first(WAITING).start("{}");
        rig.executions.start("x", "{}", Rig.json("{}"));
        refusedAsTaken(rig, "{\"other\":1}");

        var second = resumed(later(WAITING, 1));
        second.executions.start("x", "{}", Rig.json("{}"));
        assertEquals(1, second.execution().transitions(), "it is the same execution");
        second.advance(Duration.ofSeconds(200));
        refusedAsTaken(second, "{}");

        var third = resumed(later(WAITING, 300));
        refusedAsTaken(third, "{}");
        assertEquals(ExecutionStatus.SUCCEEDED, third.execution().status());
        assertEquals(
                List.of("x"),
                third.executions.list(Optional.of(ExecutionStatus.SUCCEEDED)).stream()
                        .map(Execution::name)
                        .toList());
    }

    private static void refusedAsTaken(Rig rig, String input) {
        var refusal = assertThrows(ServiceError.class, () -> rig.executions.start("x", input, Rig.json(input)));
        assertEquals("ExecutionAlreadyExists", refusal.type());
    }

    @Test
    void anEndThatWasNotToldIsToldByTheNextProcessAndThenNoMore() {
        first(WAITING).executions.start("x", "{}", Rig.json("{}"));
        var first = later(WAITING, 0);
        first.executions.stop("x", "Mine", "why");
        assertEquals(List.of(), first.told);

        var second = resumed(later(WAITING, 1));
        var third = resumed(later(WAITING, 2));

        assertEquals(
                List.of(new ExecutionEnded(
                        "arn:aws:states:us-east-1:000000000000:execution:m:x",
                        "x",
                        ExecutionStatus.ABORTED,
                        "{}",
                        "Mine",
                        "why",
                        Rig.START)),
                second.told);
        assertEquals(List.of(), third.told);
    }

    @Test
    void aStateThatIsGoneFailsTheExecution() {
        first(WAITING).start("{}");

        var rig = resumed(later(CALLING, 1));

        assertEquals("States.Runtime", rig.execution().error());
    }

    @Test
    void aHalfWrittenFileIsNoExecution() throws IOException {
        first(WAITING).start("{}");
        var half = folder.resolve("open").resolve("y.json.new");
        Files.writeString(half, "{\"mach");

        var rig = resumed(later(WAITING, 1));

        assertTrue(rig.execution().isOpen());
        assertEquals(1, rig.executions.list(Optional.empty()).size());
        assertFalse(Files.exists(half));
    }

    @Test
    void namesThatDifferByCaseHaveFilesThatDifferByMore() {
        assertEquals("abc-0_1.json", FolderJournal.fileName("abc-0_1"));
        assertEquals("=41bc=2e.json", FolderJournal.fileName("Abc."));
        assertFalse(FolderJournal.fileName("A".repeat(80)).length() + ".new".length() > 255);
    }

    @Test
    void aListenerThatFailsIsToldAgain() {
        var timeline = new ManualTimeline(Rig.START);
        var told = new ArrayList<Instant>();
        var machine = MachineReader.read("m", Rig.machine("~A~:{~Type~:~Wait~,~Seconds~:0,~End~:true}"), Map.of());
        var journal = new FolderJournal(folder);
        var executions = new Executions(machine, journal, timeline, new Random(1), Map.of(), List.of(_ -> {
            told.add(timeline.instant());
            if (told.size() < 3) {
                throw new IllegalStateException("not now");
            }
        }));
        executions.start("x", "{}", Rig.json("{}"));
        timeline.advance(Duration.ofSeconds(2));
        assertEquals(1, journal.listUnfinished().size(), "not told, so not put away");

        timeline.advance(Duration.ofMinutes(5));

        assertEquals(List.of(Rig.START, Rig.START.plusSeconds(1), Rig.START.plusSeconds(3)), told);
        assertEquals(List.of(), journal.listUnfinished());
    }
}
