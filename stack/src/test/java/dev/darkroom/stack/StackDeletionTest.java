package dev.darkroom.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackDeletionTest {

    private static final List<String> EVERYTHING = List.of("--delete", "everything");

    @TempDir
    Path tree;

    private Fixture door;

    @BeforeEach
    void deploy() {
        door = new Fixture(tree);
        door.run("--yes");
        door.account.done.clear();
    }

    private static FakeTerminal typing(String... lines) {
        var at = new FakeTerminal().answers(lines);
        at.interactive = false;
        return at;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "y", "Darkroom", "darkroom2"})
    void bothKindsAskForTheStacksNameAndTouchNothingBefore(String typed) {
        door.refused(typing(typed), List.of("--delete"), "Nothing was deleted.");
        door.refused(typing(typed), EVERYTHING, "Nothing was deleted.");
        assertEquals(List.of(), door.account.done);
    }

    @Test
    void theInputsEndDeletesNothing() {
        door.refused(List.of("--delete"), "Nothing was deleted.");
        door.refused(List.of("--yes", "--delete", "everything"), "Nothing was deleted.");
        assertEquals(List.of(), door.account.done);
    }

    @Test
    void withoutEverythingWhatWasPaidForStays() {
        var said = door.runAt(typing("darkroom"), "--delete");
        assertEquals(List.of("protect darkroom false", "deleteStack arn:darkroom/0"), door.account.done);
        assertTrue(door.account.stacks.get("darkroom").isGone());
        assertEquals(Set.of("darkroom-media"), door.account.buckets.keySet());
        assertTrue(door.account.secrets.containsKey("darkroom-site"), "the visitors' keys");
        assertTrue(said.contains("TasksTable darkroom-table") && said.contains("MediaBucket darkroom-media"), said);
    }

    @Test
    void everythingGoesTheStackFirstThenWhatItKept() {
        var said = door.runAt(typing("darkroom"), "--delete", "everything");
        assertEquals("deleteStack arn:darkroom/0", door.account.done.get(1));
        assertEquals(Set.of(), door.account.buckets.keySet());
        assertEquals(Set.of(), door.account.tables.keySet());
        assertFalse(door.account.secrets.containsKey("darkroom-site"));
        assertTrue(said.endsWith("Everything is deleted."), said);
    }

    @Test
    void aProtectedTableIsToldBeforeAnythingIsTouched() {
        door.run("ProtectTable=true");
        door.account.done.clear();
        door.account.tables.put("darkroom-table", Fixture.table(true, true));
        door.refused(typing("darkroom"), EVERYTHING, "./deploy ProtectTable=false first. Nothing was deleted.");
        assertEquals(List.of(), door.account.done);
        assertEquals(3, door.account.buckets.get("darkroom-media"));
    }

    @Test
    void anotherAccountsBucketIsToldBeforeAnythingIsTouched() {
        door.account.breakCall("hasBucket");
        door.refused(typing("darkroom"), EVERYTHING, "the call hasBucket fails");
        assertEquals(List.of(), door.account.done);
    }

    @Test
    void aStackThatCannotGoLosesNothing() {
        door.account.deletionEnds = "DELETE_FAILED";
        door.refused(typing("darkroom"), EVERYTHING, "could not be deleted", "run the same command again");
        assertEquals(3, door.account.buckets.get("darkroom-media"));
        assertEquals(Set.of("darkroom-table"), door.account.tables.keySet());
        door.account.deletionEnds = "DELETE_COMPLETE";
        assertTrue(door.runAt(typing("darkroom"), "--delete", "everything").endsWith("Everything is deleted."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "empty",
                "deleteBucket",
                "deleteSecret",
                "deleteTable",
                "parts",
                "stack",
                "protect",
                "deleteStack"
            })
    void aSecondTryEndsWhatAFirstHasBegun(String call) {
        door.account.breakCall(call);
        door.refused(typing("darkroom"), EVERYTHING, "the call " + call + " fails");
        door.account.broken.clear();
        door.account.pause();
        assertTrue(door.runAt(typing("darkroom"), "--delete", "everything").endsWith("Everything is deleted."), call);
        assertEquals(Set.of(), door.account.buckets.keySet(), call);
        assertEquals(Set.of(), door.account.tables.keySet(), call);
        door.refused(typing("darkroom"), EVERYTHING, "nothing to delete");
    }

    @Test
    void everythingIsAlsoWhatEarlierStacksOfTheNameHaveLeft() {
        door.runAt(typing("darkroom"), "--delete");
        door.account.tables.put("first-table", Fixture.table(false, true));
        door.account.parts.put("arn:darkroom/0", List.of(left("TasksTable", "AWS::DynamoDB::Table", "first-table")));
        door.account.buckets.put("first-media", 3);
        door.account.tagged.put("darkroom", List.of(left("MediaBucket", "AWS::S3::Bucket", "first-media")));
        assertTrue(door.refused(List.of("--delete"), "no stack called darkroom here", "first-media")
                .contains("TasksTable first-table"));
        door.run("--yes");
        var at = typing("darkroom");
        door.runAt(at, "--delete", "everything");
        assertTrue(at.said.get(1).contains("first-table") && at.said.get(1).contains("first-media"), at.all());
        assertTrue(at.all().endsWith("Everything is deleted."), at.all());
        assertEquals(Set.of(), door.account.tables.keySet());
        assertEquals(Set.of(), door.account.buckets.keySet());
    }

    @Test
    void whatTheLivingStackHasLetGoOfIsNamedAndGoes() {
        door.account.buckets.put("visits", 3);
        door.account.tagged.put("darkroom", List.of(left("AccessLogsBucket", "AWS::S3::Bucket", "visits")));
        assertTrue(door.runAt(typing("darkroom"), "--delete").contains("AccessLogsBucket visits"));
        door.runAt(typing("darkroom"), "--delete", "everything");
        assertEquals(Set.of(), door.account.buckets.keySet());
    }

    @Test
    void whatIsLeftUnknownUntilTheEndIsNotCalledGone() {
        door.account.parts.put(
                "arn:darkroom/0", List.of(new Account.Part("Later", "AWS::S3::Bucket", "later", "CREATE_COMPLETE")));
        door.account.buckets.put("later", 1);
        var said = door.runAt(typing("darkroom"), "--delete", "everything");
        assertTrue(said.contains("More was found") && said.contains("Later later"), said);
        assertTrue(door.runAt(typing("darkroom"), "--delete", "everything").endsWith("Everything is deleted."));
    }

    @Test
    void aProtectedTableThatNoStackHasIsToldWithTheCommandThatUnlocksIt() {
        door.account.tables.put("darkroom-table", Fixture.table(true, true));
        // Protected by hand: the stack's setting says no, and setting it to no would change nothing.
        door.refused(typing("darkroom"), EVERYTHING, "--table-name darkroom-table --no-deletion-protection-enabled");
        door.runAt(typing("darkroom"), "--delete");
        door.refused(
                typing("darkroom"),
                EVERYTHING,
                "aws dynamodb update-table --region eu-central-1 --table-name darkroom-table"
                        + " --no-deletion-protection-enabled first. Nothing was deleted.");
        door.account.tables.put("darkroom-table", Fixture.table(false, true));
        assertTrue(door.runAt(typing("darkroom"), "--delete", "everything").endsWith("Everything is deleted."));
    }

    @Test
    void aStackThatIsNotDarkroomsIsLeftAlone() {
        var ours = door.account.stacks.get("darkroom");
        door.account.stacks.put(
                "theirs",
                new Stack(
                        "arn:theirs/1",
                        "theirs",
                        "CREATE_COMPLETE",
                        "",
                        Map.of("Revision", "1"),
                        ours.outputs(),
                        true,
                        ours.changed()));
        door.account.tables.put("customers", Fixture.table(false, true));
        door.account.parts.put("arn:theirs/1", List.of(left("Customers", "AWS::DynamoDB::Table", "customers")));
        door.environment.put("STACK", "theirs");
        for (var arguments : List.of(List.of("--yes"), List.of("--key"), List.of("--delete"), EVERYTHING)) {
            door.refused(typing("theirs"), arguments, "theirs here is not Darkroom's: nothing was changed");
        }
        assertEquals(List.of(), door.account.done);
        // Nor what such a stack has left.
        door.account.stacks.put(
                "theirs",
                new Stack("arn:theirs/1", "theirs", "DELETE_COMPLETE", "", Map.of(), Map.of(), false, ours.changed()));
        door.refused(typing("theirs"), EVERYTHING, "nothing that one has left");
        assertTrue(door.account.tables.containsKey("customers"));
    }

    private static Account.Part left(String logicalId, String type, String id) {
        return new Account.Part(logicalId, type, id, "DELETE_SKIPPED");
    }

    @Test
    void whatAnotherStackHasAdoptedIsNotALeftover() {
        door.runAt(typing("darkroom"), "--delete");
        var other = door.account.put("other", "CREATE_COMPLETE", Map.of(), Map.of());
        door.account.parts.put(
                other.id(),
                List.of(new Account.Part("TasksTable", "AWS::DynamoDB::Table", "darkroom-table", "IMPORT_COMPLETE")));
        var said = door.runAt(typing("darkroom"), "--delete", "everything");
        assertTrue(said.contains("MediaBucket darkroom-media") && !said.contains("darkroom-table"), said);
        assertEquals(Set.of("darkroom-table"), door.account.tables.keySet());
    }

    @Test
    void whereThereIsNothingItSaysSo() {
        door.environment.put("STACK", "another");
        door.refused(List.of("--delete"), "no stack called another here", "STACK and --region");
        door.refused(EVERYTHING, "no stack called another here", "nothing to delete");
    }

    @Test
    void whatIsBeingChangedIsNotDeleted() {
        door.account.put("darkroom", "UPDATE_IN_PROGRESS", Map.of(), Map.of());
        door.refused(typing("darkroom"), List.of("--delete"), "being changed right now");
    }

    @Test
    void samsCopiesOfThePackagesGoWithTheStack() {
        door.account.put("aws-sam-cli-managed-default", "CREATE_COMPLETE", Map.of(), Map.of("SourceBucket", "sams"));
        door.account.buckets.put("sams", 7);
        door.runAt(typing("darkroom"), "--delete");
        assertTrue(door.account.done.contains("empty sams darkroom/"), door.account.done.toString());
        assertFalse(door.account.done.contains("deleteBucket sams"));
    }
}
