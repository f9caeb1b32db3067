package dev.darkroom.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is given to ./deploy, and what becomes of it before AWS is asked. */
class SettingsTest {

    @TempDir
    Path tree;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DailyLimt=3 | no setting called DailyLimt",
                "fast | \"fast\" is not a valid setting",
                "=3 | \"=3\" is not a valid setting",
                "Revision=1 | Revision is set automatically",
                "--fast | Unknown option --fast",
                "--region | --region needs",
                "--delete all | \"all\" is neither",
                "--key DailyLimit=1 | leave DailyLimit out",
                "--key --delete | one action at a time",
                "--guided --yes | --guided asks",
                "DailyLimit=many | DailyLimit must be",
                "DailyLimit=-1 | DailyLimit must be",
                "MaxPrompt=20001 | a whole number from 1 to 20000",
                "UseCallbacks=yes | must be one of true, false",
                "Domain=http://x | Domain must be a name such as",
                "--yes Domain=a.example.com | Domain and CertificateArn go together",
                "--yes HostedZoneId=Z1 | HostedZoneId points a Domain here",
                "--yes JwtIssuer=https://a | JwtIssuer and JwtAudience go together",
                "--yes MediaS3Endpoint=https://a MediaS3Bucket=b | MediaS3Endpoint and MediaBaseUrl go together"
            })
    void whatCannotBeIsRefusedByNameBeforeAnythingIsMade(String line, String sentence) {
        var door = new Fixture(tree);
        door.refused(List.of(line.split(" ")), sentence);
        assertEquals(List.of(), door.sam.told);
        assertEquals(List.of(), door.account.done);
    }

    @Test
    void everySettingAndEveryPackagedFileChangesTheRevision() throws Exception {
        var door = new Fixture(tree);
        var seen = new HashSet<String>();
        assertTrue(seen.add(door.run("--revision")));
        var template = Fixture.template();
        template.parameters().values().stream()
                .filter(parameter -> !parameter.name().equals("Revision")
                        && !parameter.name().equals("PublishPage"))
                .forEach(parameter -> {
                    var settings = template.settings(Map.of(), Map.of(parameter.name(), "7"));
                    assertTrue(seen.add(RevisionHash.of(tree, template, settings)), parameter.name());
                });
        assertTrue(seen.add(door.run("--revision", "DailyLimit=8")));
        assertFalse(seen.add(door.run("--revision", "DailyLimit=9", "DailyLimit=8")), "the last one counts");
        assertFalse(seen.add(door.run("--revision", "DailyLimit=10")), "a default said is a default");
        Files.writeString(tree.resolve("infra/generate.asl.json"), "{}");
        assertTrue(seen.add(door.run("--revision")));
        door.zip("another zip");
        assertTrue(seen.add(door.run("--revision")));
        Files.delete(tree.resolve("functions/target/functions.zip"));
        door.refused(List.of("--revision"), "There is no functions/target/functions.zip yet", "./build");
        door.refused(List.of("--yes"), "There is no functions/target/functions.zip yet", "./build");
    }

    @Test
    void theRegionIsFoundOnceInThisOrder() {
        var both = Map.of("AWS_REGION", "eu-west-1", "AWS_DEFAULT_REGION", "eu-west-2");
        Optional<String> profile = Optional.of("eu-west-3");
        assertEquals("eu-north-1", Regions.find(Optional.of("eu-north-1"), both, () -> profile));
        assertEquals("eu-west-1", Regions.find(Optional.empty(), both, () -> profile));
        var old = Map.of("AWS_REGION", " ", "AWS_DEFAULT_REGION", "eu-west-2");
        assertEquals("eu-west-2", Regions.find(Optional.empty(), old, () -> profile));
        assertEquals("eu-west-3", Regions.find(Optional.empty(), Map.of(), () -> profile));
        var none = assertThrows(DeployFailed.class, () -> Regions.find(Optional.empty(), Map.of(), Optional::empty));
        assertTrue(none.getMessage().startsWith("No region is set: use --region"), none.getMessage());
        assertThrows(DeployFailed.class, () -> Regions.find(Optional.of("eu_west_1"), Map.of(), Optional::empty));
    }

    @Test
    void aNameThatWouldMakeAnotherTooLongIsRefusedAtOnce() {
        assertEquals(34, StackNames.longest(Fixture.template(), "ap-northeast-1"));
        var door = new Fixture(tree);
        door.environment.put("AWS_REGION", "ap-northeast-1");
        door.environment.put("STACK", "a".repeat(34));
        door.run("--yes");
        door.environment.put("STACK", "a".repeat(35));
        door.refused(List.of("--yes"), "has 35 characters", "it may have 34");
        door.environment.put("STACK", "my_stack");
        door.refused(List.of("--yes"), "letters, digits and hyphens");
        assertEquals(1, door.sam.told.size());
    }

    /** A name that is made from the stack's, at a place that has no limit here yet, would be found by AWS only. */
    @Test
    void everyNameMadeFromTheStacksHasItsLimit() {
        Fixture.template().resources().properties().forEach(entry -> {
            var resource = entry.getValue();
            var properties = resource.path("Properties");
            var type = resource.path("Type").asText();
            names(properties, "")
                    .forEach((path, text) -> assertTrue(
                            StackNames.LIMITS.containsKey(type + path), entry.getKey() + " has " + path + ": " + text));
        });
    }

    private static Map<String, String> names(com.fasterxml.jackson.databind.JsonNode node, String path) {
        var found = new TreeMap<String, String>();
        node.properties().forEach(entry -> {
            var below = path + "/" + entry.getKey();
            var text = entry.getValue().path("Fn::Sub").asText();
            if (below.matches(".*(Name|Comment)") && text.contains("${AWS::StackName}")) {
                found.put(below, text);
            }
            found.putAll(names(entry.getValue(), below));
        });
        return found;
    }

    @Test
    void twoStacksFromOneCheckoutShareNothing() {
        var door = new Fixture(tree);
        door.run("--yes", "DailyLimit=1");
        door.environment.put("STACK", "other");
        door.run("--yes");
        assertEquals("other", door.sam.told.getLast().stack());
        assertEquals("10", door.sam.told.getLast().settings().get("DailyLimit"));
        assertNotEquals(
                door.sam.told.getFirst().settings().get("Revision"),
                door.sam.told.getLast().settings().get("Revision"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"k-1_2.Ab+/=", " k-1_2.Ab+/= "})
    void theKeyComesFromAPipeToo(String typed) {
        var door = new Fixture(tree);
        door.run("--yes");
        door.account.secrets.put("darkroom-hiapi", "{\"apiKey\":\"\",\"callbackSecret\":\"s\"}");
        var pipe = new FakeTerminal();
        pipe.answers.add(typed);
        door.runAt(pipe, "--key");
        assertEquals(
                "{\"apiKey\":\"k-1_2.Ab+/=\",\"callbackSecret\":\"s\"}", door.account.secrets.get("darkroom-hiapi"));
    }

    @Test
    void whatIsNoKeyIsRefusedAndNothingIsTyped() {
        var door = new Fixture(tree);
        door.refused(List.of("--key"), "no stack called darkroom yet", "./deploy makes it");
        door.run("--yes");
        door.refused(new FakeTerminal().answers("a b"), List.of("--key"), "A key has no spaces");
        assertTrue(door.runAt(new FakeTerminal().answers(""), "--key").contains("Key unchanged."));
        door.account.secrets.put("darkroom-hiapi", "no JSON");
        door.refused(List.of("--key"), "is not a JSON object");
    }
}
