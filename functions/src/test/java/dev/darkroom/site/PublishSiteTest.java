package dev.darkroom.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.BadSetting;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What CloudFormation asks, in every order that it may, and what becomes of the page and of the stack. */
class PublishSiteTest {

    private static final String BUCKET = "darkroom-sitebucket-1";

    @TempDir
    Path folder;

    private final MemoryWebsite website = new MemoryWebsite();
    private final MemoryWebsite another = new MemoryWebsite();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> distributions = new ArrayList<>();
    private Supplier<SiteFolder> mounted = () -> new SiteFolder(folder, "layer:1");
    private Instant now = Instant.EPOCH;
    private int remaining = 180_000;
    private ReplyBox box;

    @BeforeEach
    void open() throws Exception {
        box = new ReplyBox();
        write("index.html", "<script src=page.js>");
        write("page.js", "import './words.js'");
        write("words.js", "export const words = 1");
        write("fonts/serif.woff2", "a font");
    }

    @AfterEach
    void close() {
        box.close();
    }

    private void write(String name, String content) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private Map<String, Object> event(String type, String requestId, Object... properties) {
        var event = new HashMap<String, Object>();
        event.put("RequestType", type);
        event.put("ResponseURL", box.url());
        event.put("StackId", "arn:aws:cloudformation:eu-central-1:123456789012:stack/darkroom/5b6e");
        event.put("RequestId", requestId);
        event.put("LogicalResourceId", "Site");
        if (!type.equals("Create")) {
            event.put("PhysicalResourceId", BUCKET);
        }
        var given = new HashMap<>(Map.<String, Object>of(
                "Bucket", BUCKET, "Distribution", "E2EXAMPLE", "Files", "layer:1", "CacheControl", "max-age=300"));
        for (var i = 0; i < properties.length; i += 2) {
            given.put((String) properties[i], properties[i + 1]);
        }
        event.put("ResourceProperties", given);
        return event;
    }

    /** The fields of the reply, which is put where it is waited for, and only there. */
    private JsonNode ask(Map<String, Object> event) throws IOException {
        var before = box.replies.size();
        publisher().handleRequest(event, context());
        assertEquals(before + 1, box.replies.size());
        return box.replies.getLast().json();
    }

    private PublishSite publisher() {
        return new PublishSite(
                (bucket, distribution) -> {
                    distributions.add(distribution);
                    return bucket.equals(BUCKET) ? website : another;
                },
                () -> mounted.get(),
                new StackReplySender(pauses::add),
                () -> now);
    }

    private Context context() {
        return (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> remaining);
    }

    @Test
    void aNewStackGetsThePageAndItsDocumentLast() throws Exception {
        var reply = ask(event("Create", "1"));
        assertEquals("SUCCESS", reply.path("Status").asText(), reply.toString());
        assertEquals(
                List.of("put fonts/serif.woff2", "put page.js", "put words.js", "put index.html", "forget 1"),
                website.done);
        assertEquals(Set.of("max-age=300"), Set.copyOf(website.headers.values()));
        assertEquals(List.of("E2EXAMPLE"), distributions);
    }

    /** An S3 that is given a Content-Type that was not signed refuses the reply, and the stack waits for an hour. */
    @Test
    void theReplyIsAsCloudFormationReadsIt() throws Exception {
        var reply = ask(event("Create", "1"));
        assertEquals(
                "arn:aws:cloudformation:eu-central-1:123456789012:stack/darkroom/5b6e",
                reply.path("StackId").asText());
        assertEquals("1", reply.path("RequestId").asText());
        assertEquals("Site", reply.path("LogicalResourceId").asText());
        assertEquals(BUCKET, reply.path("PhysicalResourceId").asText());
        var sent = box.replies.getFirst();
        assertEquals("PUT", sent.method());
        assertFalse(sent.headers().containsKey("Content-Type"), sent.headers().toString());
        assertEquals(ReplyBox.path(), sent.address().toString());
        assertEquals(String.valueOf(sent.body().length), sent.headers().getFirst("Content-Length"));
    }

    /** Size and time are what aws s3 sync compares: an older edit of the same length is a change all the same. */
    @Test
    void anUpdatePutsWhatDiffersWhateverItsSizeAndTime() throws Exception {
        ask(event("Create", "1"));
        website.done.clear();
        write("words.js", "export const words = 2");
        Files.setLastModifiedTime(folder.resolve("words.js"), FileTime.from(Instant.EPOCH));
        Files.delete(folder.resolve("fonts/serif.woff2"));
        assertEquals("SUCCESS", ask(event("Update", "2")).path("Status").asText());
        assertEquals(List.of("put words.js", "delete fonts/serif.woff2", "forget 2"), website.done);
    }

    @Test
    void anotherHeaderPutsAllOfThem() throws Exception {
        ask(event("Create", "1"));
        website.done.clear();
        var event = event("Update", "2", "CacheControl", "max-age=60");
        event.put("OldResourceProperties", Map.of("CacheControl", "max-age=300"));
        ask(event);
        assertEquals(5, website.done.size(), website.done.toString());
        assertEquals(Set.of("max-age=60"), Set.copyOf(website.headers.values()));
    }

    @Test
    void theSameRequestAgainPutsNothing() throws Exception {
        var first = ask(event("Create", "1"));
        website.done.clear();
        assertEquals(first, ask(event("Create", "1")));
        assertEquals(List.of("forget 1"), website.done, "the same request as before");
    }

    @Test
    void hiddenFilesStayHidden() throws Exception {
        write(".DS_Store", "a desktop's");
        write(".git/config", "a repository's");
        ask(event("Create", "1"));
        assertEquals(Set.of("fonts/serif.woff2", "index.html", "page.js", "words.js"), website.files.keySet());
    }

    @Test
    void whatFailsInTheMiddleIsSaidAndGoesOnTheNextTime() throws Exception {
        website.before = action -> {
            if (action.equals("put words.js")) {
                MemoryWebsite.refuse(action);
            }
        };
        var reply = ask(event("Create", "1"));
        assertEquals("FAILED", reply.path("Status").asText());
        assertEquals(
                "The store answered with status 503, request put words.js.",
                reply.path("Reason").asText());
        assertEquals(BUCKET, reply.path("PhysicalResourceId").asText());
        assertFalse(website.files.containsKey("index.html"), "no document before what it needs");
        website.before = action -> {};
        website.done.clear();
        ask(event("Create", "1"));
        assertEquals(List.of("put words.js", "put index.html", "forget 1"), website.done);
    }

    /** CloudFormation takes another id for another resource, and deletes the one that it knew (aws-cdk#22670, #981). */
    @ParameterizedTest
    @ValueSource(strings = {"", "put index.html", "delete old.js"})
    void anUpdateKeepsTheIdHoweverItEnds(String failing) throws Exception {
        website.files.put("old.js", new SiteFile("old.js", new byte[1]));
        website.before = action -> {
            if (action.equals(failing)) {
                MemoryWebsite.refuse(action);
            }
        };
        var reply = ask(event("Update", "2"));
        assertEquals(
                failing.isEmpty() ? "SUCCESS" : "FAILED", reply.path("Status").asText());
        assertEquals(BUCKET, reply.path("PhysicalResourceId").asText());
    }

    /** After an update that is taken back comes another update, with what was before. */
    @Test
    void anUpdateIsTakenBack() throws Exception {
        ask(event("Create", "1"));
        var before = Map.copyOf(website.files);
        write("words.js", "export const words = 2");
        mounted = () -> new SiteFolder(folder, "layer:2");
        ask(event("Update", "2", "Files", "layer:2"));
        write("words.js", "export const words = 1");
        mounted = () -> new SiteFolder(folder, "layer:1");
        ask(event("Update", "3", "Files", "layer:1"));
        before.forEach((name, file) ->
                assertEquals(file.digest(), website.files.get(name).digest(), name));
    }

    @Test
    void anotherBucketIsAnotherResourceAndTheOldOneIsEmptied() throws Exception {
        ask(event("Create", "1"));
        var moved = event("Update", "2", "Bucket", "another");
        moved.put("OldResourceProperties", Map.of("Bucket", BUCKET));
        assertEquals("another", ask(moved).path("PhysicalResourceId").asText());
        assertEquals(4, another.files.size());
        ask(event("Delete", "3"));
        assertEquals(Set.of(), website.files.keySet());
        assertEquals(4, another.files.size());
    }

    @Test
    void aMoveThatFailsIsNoMove() throws Exception {
        another.before = MemoryWebsite::refuse;
        var moved = event("Update", "2", "Bucket", "another");
        assertEquals(BUCKET, ask(moved).path("PhysicalResourceId").asText());
    }

    /** An edge that is busy is no reason to take a whole update back: its copies are forgotten by age. */
    @Test
    void anEdgeThatRefusesIsNoFailure() throws Exception {
        website.before = action -> {
            if (action.startsWith("forget")) {
                MemoryWebsite.refuse(action);
            }
        };
        assertEquals("SUCCESS", ask(event("Create", "1")).path("Status").asText());
    }

    /** What is left of the folder when a layer is missing must not become the page. */
    @Test
    void aFolderWithoutAPageChangesNothing() throws Exception {
        ask(event("Create", "1"));
        website.done.clear();
        Files.delete(folder.resolve("index.html"));
        var reply = ask(event("Update", "2"));
        assertEquals("FAILED", reply.path("Status").asText());
        assertTrue(reply.path("Reason").asText().startsWith("There is no index.html in "), reply.toString());
        assertEquals(List.of(), website.done);
    }

    @Test
    void aDeletionLeavesTheBucketEmpty() throws Exception {
        ask(event("Create", "1"));
        website.files.put("left-by-somebody.txt", new SiteFile("left-by-somebody.txt", new byte[1]));
        var reply = ask(event("Delete", "2"));
        assertEquals("SUCCESS", reply.path("Status").asText());
        assertEquals(BUCKET, reply.path("PhysicalResourceId").asText());
        assertEquals(Set.of(), website.files.keySet());
        assertFalse(website.done.contains("forget 2"), "the edge goes too, and the right to ask it (aws-cdk#23708)");
        assertEquals("SUCCESS", ask(event("Delete", "3")).path("Status").asText(), "there is nothing any more");
    }

    /** A creation that CloudFormation has given up may still put files: its bucket could not be deleted then. */
    @Test
    void aDeletionOutlastsACreationThatIsUnderWay() throws Exception {
        ask(event("Create", "1"));
        website.before = action -> {
            if (action.equals("delete words.js")) {
                website.before = another -> {};
                website.files.put("late.js", new SiteFile("late.js", new byte[1]));
            }
        };
        ask(event("Delete", "2"));
        assertEquals(Set.of(), website.files.keySet());
    }

    /** One that CloudFormation gave up before there was a reply has an id of CloudFormation's own. */
    @Test
    void aDeletionDoesNotAskForAnIdOfOurs() throws Exception {
        ask(event("Create", "1"));
        var event = event("Delete", "2");
        event.put("PhysicalResourceId", "darkroom-Site-1A2B3C4D");
        var reply = ask(event);
        assertEquals("SUCCESS", reply.path("Status").asText());
        assertEquals("darkroom-Site-1A2B3C4D", reply.path("PhysicalResourceId").asText());
        assertEquals(Set.of(), website.files.keySet());
    }

    /** A deletion that fails keeps a whole stack from going: what was never made is deleted. */
    @Test
    void whatCouldNotBeMadeCanBeDeleted() throws Exception {
        var created = ask(event("Create", "1", "Bucket", 7));
        assertEquals("FAILED", created.path("Status").asText());
        assertEquals(
                "The resource needs the property Bucket.",
                created.path("Reason").asText());
        assertEquals("none", created.path("PhysicalResourceId").asText());
        assertEquals(
                "SUCCESS", ask(event("Delete", "2", "Bucket", 7)).path("Status").asText());
    }

    @Test
    void everyFailureIsRepliedTo() throws Exception {
        mounted = () -> {
            throw new BadSetting("SITE_FOLDER", "is missing");
        };
        assertEquals(
                "The setting SITE_FOLDER is missing.",
                ask(event("Create", "1")).path("Reason").asText());
        mounted = () -> {
            throw new NoClassDefFoundError("of/a/broken/Zip");
        };
        assertEquals("FAILED", ask(event("Create", "1")).path("Status").asText());
        mounted = () -> {
            throw new NullPointerException();
        };
        assertEquals(
                "java.lang.NullPointerException",
                ask(event("Create", "1")).path("Reason").asText());
        assertEquals(
                "There is no request Rename.",
                ask(event("Rename", "1")).path("Reason").asText());
    }

    @Test
    void aReplyIsNeverTooLong() throws Exception {
        mounted = () -> {
            throw new IllegalStateException("\u0001\u20ac".repeat(10_000));
        };
        var event = event("Update", "r".repeat(64));
        event.put("PhysicalResourceId", "i".repeat(1024));
        assertEquals("FAILED", ask(event).path("Status").asText());
        assertTrue(
                box.replies.getLast().body().length <= 4096,
                box.replies.getLast().body().length + " bytes");
    }

    @Test
    void aReplyIsPutAgainUntilItIsTaken() throws Exception {
        box.statuses.addAll(List.of(503, -1, 500));
        publisher().handleRequest(event("Create", "1"), context());
        assertEquals(4, box.replies.size());
        assertEquals(
                List.of(1L, 2L, 4L), pauses.stream().map(Duration::toSeconds).toList());
        assertEquals("SUCCESS", box.replies.getLast().json().path("Status").asText());
    }

    /** Then Lambda calls again, and what was done is found done. */
    @Test
    void aReplyThatIsLostIsAFailureOfTheFunction() throws Exception {
        box.statuses.addAll(List.of(503, 503, 503, 403));
        var lost = assertThrows(
                IllegalStateException.class, () -> publisher().handleRequest(event("Create", "1"), context()));
        assertEquals("The reply could not be put where CloudFormation waits for it: status 403", lost.getMessage());
        website.done.clear();
        assertEquals("SUCCESS", ask(event("Create", "1")).path("Status").asText());
        assertEquals(List.of("forget 1"), website.done);
    }

    @Test
    void theReplyComesBeforeTheFunctionsTimeEnds() throws Exception {
        website.before = action -> now = now.plusSeconds(60);
        var reply = ask(event("Create", "1"));
        assertEquals("FAILED", reply.path("Status").asText());
        assertEquals(
                "The files could not all be put in time: deploy again, and the rest follows.",
                reply.path("Reason").asText());
        // The third put ended after 180 s; with the reserve for it and the reply, none began after 130.
        assertEquals(3, website.done.size(), website.done.toString());
    }

    /** Right after an update Lambda may still start the function as it was: the old page must not pass for the new one. */
    @Test
    void withOtherFilesThanAskedForItIsCalledAgain() throws Exception {
        assertThrows(
                WrongLayer.class, () -> publisher().handleRequest(event("Update", "2", "Files", "layer:2"), context()));
        assertEquals(List.of(), box.replies);
        assertEquals(List.of(), website.done);
        assertEquals(
                "SUCCESS",
                ask(event("Delete", "3", "Files", "layer:2")).path("Status").asText());
    }

    @Test
    void whatIsNoRequestIsRefused() {
        var refused =
                assertThrows(IllegalArgumentException.class, () -> publisher().handleRequest(Map.of(), context()));
        assertEquals("This is no request of CloudFormation's: it has no ResponseURL.", refused.getMessage());
    }
}
