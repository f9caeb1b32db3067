package dev.darkroom.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseTest {

    @TempDir
    Path tree;

    private Fixture door;

    @BeforeEach
    void open() {
        door = new Fixture(tree);
    }

    @Test
    void theFirstDeployAsksForEverySettingThenForTheKey() {
        // The stack's name, the region, DailyLimit, and Enter at all the rest; the key comes last.
        var at = Fixture.enters("", "", "12");
        door.runAt(at);
        var told = door.sam.told.getFirst();
        assertEquals(1, door.sam.told.size());
        assertEquals("12", told.settings().get("DailyLimit"));
        assertEquals("30", told.settings().get("DailyLimitPerAddress"));
        assertTrue(told.confirm(), "a person sees the changes before they are made");
        assertEquals(
                Fixture.template().parameters().size() - 2, // without what is derived
                at.prompts.stream().filter(prompt -> prompt.startsWith("  ")).count());
        assertTrue(at.prompts.getLast().contains("API key"), at.prompts.getLast());
        assertTrue(door.account.stacks.get("darkroom").isProtected(), "nobody deletes it by mistake");
        assertTrue(at.all().contains("The page is at https://darkroom.example.com"), at.all());
        assertTrue(at.said.getFirst().equals("The stack darkroom in eu-central-1, account 123456789012."), at.all());
    }

    @Test
    void theNameAndTheRegionThatAreTypedAreTheOnesThatAreUsed() {
        var at = Fixture.enters("mine", "us-east-1");
        door.runAt(at);
        assertEquals("mine", door.sam.told.getFirst().stack());
        assertEquals("us-east-1", door.sam.told.getFirst().region());
        assertTrue(at.all().contains("The page is at https://mine.example.com"), at.all());
        assertTrue(at.all().contains("STACK=mine ./deploy --region us-east-1"), at.all());
    }

    @Test
    void aWrongAnswerIsAskedForAgainAtOnce() {
        var at = Fixture.enters("", "", "many", "-1", "7");
        door.runAt(at);
        assertEquals("7", door.sam.told.getFirst().settings().get("DailyLimit"));
        assertTrue(at.all().contains("DailyLimit must be"), at.all());
    }

    @Test
    void unattendedItTakesTheDefaultsAndWhatIsSaid() {
        var said = door.run("--yes", "DailyLimit=20", "ModelPrices={\"a\": {\"1K\": 0.1}}");
        var told = door.sam.told.getFirst();
        assertEquals("20", told.settings().get("DailyLimit"));
        assertEquals("{\"a\": {\"1K\": 0.1}}", told.settings().get("ModelPrices"));
        assertEquals("25", told.settings().get("DailyBudgetUsd"));
        assertFalse(told.confirm());
        assertTrue(said.contains("./deploy --key"), said);
        assertTrue(said.contains("No e-mail address gets alarms: AlarmEmail is empty."), said);
        assertTrue(said.contains("The page is at"), said);
        assertEquals(List.of(), door.terminal.prompts);
    }

    @Test
    void withoutATerminalAndWithoutYesNothingIsMade() {
        door.refused(List.of(), "no stack called darkroom yet", "./deploy --yes");
        assertEquals(List.of(), door.sam.told);
    }

    @Test
    void anUpdateKeepsWhatIsNotNamed() {
        door.run("--yes", "DailyLimit=44");
        door.run("MaxPrompt=500");
        var told = door.sam.told.getLast();
        assertEquals("44", told.settings().get("DailyLimit"));
        assertEquals("500", told.settings().get("MaxPrompt"));
    }

    @Test
    void aSecondUnchangedDeployPublishesNothing() {
        door.run("--yes", "DailyLimit=44");
        var said = door.run("--yes");
        assertEquals(door.sam.told.get(0).settings(), door.sam.told.get(1).settings());
        assertTrue(said.contains("No changes to deploy."), said);
    }

    @Test
    void aPageThatWasDamagedIsPutThereAgain() {
        door.run("--yes");
        var before = door.sam.told.getLast().settings();
        for (var damaged : List.of(
                Map.<String, String>of(),
                Map.of("index.html", "another"),
                Map.of("index.html", door.sam.site.get("index.html"), "more.html", "added"))) {
            door.account.digests.put("darkroom-page", damaged);
            var said = door.run("--yes");
            assertTrue(said.contains("is not what is in site/") && !said.contains("No changes"), said);
            assertEquals(door.sam.site, door.account.digests.get("darkroom-page"));
        }
        var after = door.sam.told.getLast().settings();
        assertEquals(before.get("Revision"), after.get("Revision"), "no function has a new version for it");
        assertTrue(door.run("--yes").contains("No changes to deploy"));
        door.account.digests.put("darkroom-page", Map.of());
        door.sam.end = FakeSam.End.DECLINED;
        door.refused(new FakeTerminal().answers(), List.of(), "Nothing was deployed.");
    }

    @Test
    void guidedAsksWithWhatTheStackHas() {
        door.run("--yes", "DailyLimit=44");
        var at = Fixture.enters("");
        door.runAt(at, "--guided");
        assertTrue(at.prompts.contains("  DailyLimit [44]: "), at.prompts.toString());
        assertEquals("44", door.sam.told.getLast().settings().get("DailyLimit"));
    }

    @Test
    void aDeclinedUpdateSaysSoAndNothingElse() {
        door.run("--yes");
        door.sam.end = FakeSam.End.DECLINED;
        var before = List.copyOf(door.account.done);
        var at = new FakeTerminal().answers();
        door.refused(at, List.of("DailyLimit=99"), "Nothing was deployed.");
        assertFalse(at.all().contains("The page is at"), at.all());
        assertEquals(before, door.account.done, "nothing is done to the account");
    }

    @Test
    void aDeclinedFirstDeployLeavesNothing() {
        door.sam.end = FakeSam.End.DECLINED;
        door.refused(Fixture.enters(), List.of(), "Nothing was deployed.");
        assertEquals("DELETE_IN_PROGRESS", door.account.stacks.get("darkroom").status());
    }

    @Test
    void aFailedDeployNamesTheFirstThatFailed() {
        door.account.failures.add(new Account.Failure(
                Instant.now(),
                "Distribution",
                "AWS::CloudFront::Distribution",
                "Your account must be" + " verified before you can add new CloudFront resources."));
        door.sam.end = FakeSam.End.FAILED;
        door.refused(List.of("--yes"), "failed at Distribution", "must be verified", "open a case with AWS Support");
    }

    @Test
    void whatIsLeftOfAFailedFirstDeployIsDeletedFirstAndItsAnswersAreKept() {
        door.sam.end = FakeSam.End.FAILED;
        door.refused(List.of("--yes", "DailyLimit=12"), "sam deploy ended with 1");
        door.sam.end = FakeSam.End.DEPLOYED;
        door.refused(List.of(), "./deploy --yes");
        door.refused(new FakeTerminal().answers("n"), List.of(), "Nothing was deployed.");
        assertEquals("ROLLBACK_COMPLETE", door.account.stacks.get("darkroom").status());
        door.run("--yes");
        assertTrue(door.account.done.contains("deleteStack arn:darkroom/0"), door.account.done.toString());
        assertEquals("12", door.sam.told.getLast().settings().get("DailyLimit"));
        assertTrue(door.account.stacks.get("darkroom").isProtected());
    }

    @Test
    void whatADeletedFailureHasLeftIsSaid() {
        door.run("--yes");
        var stack = door.account.stacks.get("darkroom");
        door.account.put("darkroom", "ROLLBACK_FAILED", stack.parameters(), Map.of());
        var said = door.run("--yes");
        assertTrue(said.contains("These stay, and the new stack") && said.contains("MediaBucket darkroom-media"), said);
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE_IN_PROGRESS, being changed right now",
        "UPDATE_IN_PROGRESS, being changed right now",
        "DELETE_IN_PROGRESS, being changed right now",
        "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS, being changed right now",
        "DELETE_FAILED, ./deploy --delete tries again",
        "UPDATE_ROLLBACK_FAILED, continue-update-rollback --stack-name darkroom",
        "UPDATE_FAILED, rollback-stack --stack-name darkroom",
        "IMPORT_ROLLBACK_FAILED, CloudFormation's console",
        "SOMETHING_NEW, SOMETHING_NEW"
    })
    void aStackThatCannotBeUpdatedGetsItsSentence(String status, String sentence) {
        door.account.put("darkroom", status, Map.of(), Map.of());
        door.refused(List.of("--yes"), sentence);
        assertEquals(List.of(), door.sam.told);
        assertEquals(List.of(), door.account.done);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"})
    void aStackThatStandsIsUpdated(String status) {
        door.run("--yes", "DailyLimit=44");
        var stack = door.account.stacks.get("darkroom");
        door.account.put("darkroom", status, stack.parameters(), stack.outputs());
        door.run("MaxPrompt=1");
        assertEquals("44", door.sam.told.getLast().settings().get("DailyLimit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "stack"})
    void aCallThatFailsIsNeverTakenForAnAnswer(String call) {
        door.run("--yes", "DailyLimit=44");
        door.account.breakCall(call);
        door.refused(List.of("--yes"), "the call " + call + " fails");
        assertEquals(1, door.sam.told.size(), "neither a first deploy nor one with the defaults");
    }

    @Test
    void aFirstDeployThatStoppedHalfWayIsFinishedByTheNext() {
        door.account.breakCall("secret");
        door.refused(List.of("--yes"), "the call secret fails");
        assertFalse(door.account.stacks.get("darkroom").isProtected());
        door.account.broken.clear();
        var at = new FakeTerminal().answers("the-key");
        door.runAt(at);
        assertEquals("{\"apiKey\":\"the-key\"}", door.account.secrets.get("darkroom-hiapi"));
        assertTrue(door.account.stacks.get("darkroom").isProtected());
    }

    @Test
    void theProtectionThatWasRefusedOnceComesWithTheKey() {
        door.account.breakCall("protect");
        door.refused(List.of("--yes"), "the call protect fails");
        door.account.broken.clear();
        door.runAt(new FakeTerminal().answers("the-key"), "--key");
        assertTrue(door.account.stacks.get("darkroom").isProtected());
    }

    @Test
    void somebodysProposedStackIsNotDeletedByADecline() {
        door.account.put("darkroom", "REVIEW_IN_PROGRESS", Map.of(), Map.of());
        door.sam.end = FakeSam.End.DECLINED;
        door.refused(Fixture.enters(), List.of(), "Nothing was deployed.");
        assertEquals("REVIEW_IN_PROGRESS", door.account.stacks.get("darkroom").status());
    }

    @Test
    void aKeyThatIsThereIsNotAskedForAgain() {
        door.run("--yes");
        door.account.secrets.put("darkroom-hiapi", "{\"apiKey\":\"k\"}");
        var at = new FakeTerminal().answers();
        door.runAt(at, "DailyLimit=3");
        assertEquals(List.of(), at.prompts);
    }

    @Test
    void whoHasTakenTheProtectionOffKeepsItOff() {
        door.run("--yes");
        door.account.secrets.put("darkroom-hiapi", "{\"apiKey\":\"k\"}");
        door.account.protect("darkroom", false);
        door.run("DailyLimit=3");
        assertFalse(door.account.stacks.get("darkroom").isProtected());
    }

    @Test
    void fiveVersionsAreKeptAndWhateverAnAliasPointsTo() {
        door.account.versions.put(
                "darkroom-poll",
                LongStream.rangeClosed(1, 9)
                        .mapToObj(number -> new Account.Version(number, number == 2))
                        .toList());
        door.run("--yes");
        assertEquals(
                List.of(
                        "deleteVersion darkroom-poll 4",
                        "deleteVersion darkroom-poll 3",
                        "deleteVersion darkroom-poll 1"),
                door.account.done.stream()
                        .filter(call -> call.startsWith("deleteVersion"))
                        .toList());
    }

    @Test
    void aVersionThatCannotBeDeletedDoesNotFailTheDeploy() {
        door.account.breakCall("versions");
        var said = door.run("--yes");
        assertTrue(said.contains("warning: Old versions of the functions are still there"), said);
        assertTrue(said.contains("The page is at"), said);
    }

    @Test
    void anOutputThatIsMissingIsNeverPrinted() {
        door.run("--yes");
        var stack = door.account.stacks.get("darkroom");
        door.account.put("darkroom", "UPDATE_COMPLETE", stack.parameters(), Map.of());
        door.refused(List.of("--yes"), "puts out no SiteUrl");
        door.refused(List.of("--key"), "puts out no HiapiSecretArn");
    }
}
