package dev.darkroom.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceImportTest {

    private static final List<String> BOTH =
            List.of("--yes", "--adopt", "TasksTable=old-table", "MediaBucket=old-media", "DailyLimit=12");

    @TempDir
    Path tree;

    private Fixture door;

    @BeforeEach
    void leaveSomething() {
        door = new Fixture(tree);
        door.account.tables.put("old-table", Fixture.table(false, false));
        door.account.buckets.put("old-media", 3);
    }

    @Test
    void aNewStackIsMadeRoundWhatIsThere() {
        var said = door.run(BOTH.toArray(String[]::new));
        var proposal = door.account.done.getFirst();
        assertTrue(proposal.startsWith("proposeImport darkroom "), proposal);
        assertTrue(proposal.contains(" TableExpires=false"), "a restored table has no time to live");
        assertTrue(proposal.contains("identifier=TableName, id=old-table"), proposal);
        assertTrue(proposal.contains("identifier=BucketName, id=old-media"), proposal);
        assertTrue(!proposal.contains("SiteSecret"), "an import takes exactly what its template has");
        assertEquals("execute change set of darkroom", door.account.done.get(1));
        var told = door.sam.told.getFirst();
        assertEquals("12", told.settings().get("DailyLimit"));
        assertTrue(door.account.stacks.get("darkroom").isProtected());
        assertTrue(said.contains("The page is at"), said);
    }

    @Test
    void theProtectionOfATableStaysUnlessOneSaysSo() {
        door.account.tables.put("old-table", Fixture.table(true, true));
        door.run(BOTH.toArray(String[]::new));
        assertEquals("true", door.sam.told.getFirst().settings().get("ProtectTable"));
        door.environment.put("STACK", "second");
        door.account.tables.put("other-table", Fixture.table(true, true));
        door.run("--yes", "--adopt", "TasksTable=other-table", "ProtectTable=false");
        assertEquals("false", door.sam.told.getLast().settings().get("ProtectTable"));
    }

    @Test
    void whereNobodyCanAnswerNothingIsTakenInBeforeThatIsSaid() {
        door.refused(List.of("--adopt", "TasksTable=old-table"), "no terminal to ask for its settings at");
        assertEquals(List.of(), door.account.done);
    }

    @Test
    void atATerminalTheSettingsAreAskedForBeforeAnythingIsTakenIn() {
        door.refused(
                new FakeTerminal().answers("3"), List.of("--adopt", "TasksTable=old-table"), "Nothing was deployed.");
        assertEquals(List.of(), door.account.done);
        door.runAt(Fixture.enters("3"), "--adopt", "TasksTable=old-table");
        assertEquals("3", door.sam.told.getFirst().settings().get("DailyLimit"));
    }

    @Test
    void settingsOutliveADeployThatStopsAfterTheImport() {
        door.sam.end = FakeSam.End.FAILED;
        door.refused(BOTH, "sam deploy ended with 1");
        door.sam.end = FakeSam.End.DEPLOYED;
        door.run();
        assertEquals("12", door.sam.told.getLast().settings().get("DailyLimit"));
        assertTrue(door.account.stacks.get("darkroom").isProtected());
    }

    @Test
    void withoutATerminalADeployThatDidNotFollowIsCaughtUp() {
        door.account.breakCall("secret");
        door.refused(BOTH, "the call secret fails");
        door.account.broken.clear();
        assertTrue(door.run("--yes").contains("The page is at"));
    }

    @Test
    void whatCannotBeAdoptedIsToldBeforeAnythingIsMade() {
        door.refused(List.of("--adopt"), "Name what to adopt", "TasksTable=");
        door.refused(
                List.of("--yes", "--adopt", "TasksTable=none"), "no TasksTable called none", "nothing was adopted");
        door.refused(List.of("--yes", "--adopt", "MediaBucket=none"), "no MediaBucket called none");
        door.refused(List.of("--yes", "--adopt", "SiteSecret=none"), "no SiteSecret called none");
        door.refused(List.of("--adopt", "TasksTable=old-table", "Colour=red"), "no setting called Colour");
        door.account.tables.put("strange", new Account.Table(false, true, Map.of("", List.of("id:HASH"))));
        door.refused(List.of("--yes", "--adopt", "TasksTable=strange"), "other keys or indexes");
        assertEquals(List.of(), door.account.done);
        assertEquals(List.of(), door.sam.told);
    }

    @Test
    void onlyANewStackAdoptsAndOnlyWhatIsNobodys() {
        door.run("--yes");
        door.refused(BOTH, "a stack called darkroom already");
        door.environment.put("STACK", "second");
        door.refused(List.of("--yes", "--adopt", "TasksTable=darkroom-table"), "belongs to the stack darkroom");
    }

    /** What an import compares, and what a later deploy must not replace or make anew. */
    @Test
    void whatIsImportedIsWhatTheTemplateHas() {
        var template = Fixture.template().resources();
        var adopted = Template.read(Fixture.root().resolve("infra/adopt.yaml")).resources();
        adopted.properties().forEach(entry -> {
            var whole = template.path(entry.getKey());
            assertEquals(whole.path("Type"), entry.getValue().path("Type"), entry.getKey());
            assertTrue(whole.path("DeletionPolicy").asText().startsWith("Retain"), entry.getKey() + " is kept");
            entry.getValue().path("Properties").properties().forEach(property -> {
                var value = property.getValue();
                assertEquals(
                        whole.at("/Properties/" + property.getKey()),
                        value.has("Fn::If") ? value.at("/Fn::If/1") : value,
                        entry.getKey() + "." + property.getKey());
            });
        });
        var table = adopted.at("/TasksTable/Properties");
        for (var replaced : Set.of("KeySchema", "GlobalSecondaryIndexes", "AttributeDefinitions", "BillingMode")) {
            assertTrue(table.has(replaced), replaced);
        }
        assertTrue(adopted.at("/SiteSecret/Properties").has("GenerateSecretString"), "or it would be generated anew");
        assertEquals(
                List.of(),
                template.properties().stream()
                        .filter(entry -> isStore(entry.getValue()) && !adopted.has(entry.getKey()))
                        .map(Map.Entry::getKey)
                        .filter(name -> !name.equals("AccessLogsBucket"))
                        .toList(),
                "each store that stays can be adopted; old access logs are no part of a new stack");
    }

    private static boolean isStore(JsonNode resource) {
        return resource.path("DeletionPolicy").asText().startsWith("Retain");
    }
}
