package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.darkroom.Live;
import dev.darkroom.aws.Clients;
import dev.darkroom.house.House;
import dev.darkroom.site.PublishSite;
import dev.darkroom.site.ReplyBox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** PublishSite as Lambda makes it, against an S3 server, a stand-in for CloudFront and a place for the replies. */
class S3WebsiteTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path temporary;

    /** What CloudFront was asked: the batches. */
    private final List<String> invalidations = new ArrayList<>();

    private Path folder;
    private LocalStore store;
    private HttpServer edge;
    private ReplyBox box;
    private S3Client s3;
    private Lambda publisher;
    private volatile int edgeStatus = 201;

    @BeforeEach
    void start() throws Exception {
        folder = Files.createDirectories(temporary.resolve("page"));
        Files.writeString(folder.resolve("index.html"), "<script src=page.js>");
        Files.writeString(folder.resolve("page.js"), "let page = 1");
        store = LocalStore.open(Files.createDirectories(temporary.resolve("store")), "site", S3ForTests.SECRET);
        box = new ReplyBox();
        edge = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        edge.createContext("/2020-05-31/distribution/E2EXAMPLE/invalidation", exchange -> {
            try (exchange) {
                invalidations.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(edgeStatus, -1);
            }
        });
        edge.start();
        var settings = new HashMap<>(Map.of(
                "AWS_REGION",
                "us-east-1",
                "AWS_ACCESS_KEY_ID",
                LocalStore.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                S3ForTests.SECRET,
                "AWS_ENDPOINT_URL_S3",
                store.endpoint().toString(),
                "AWS_ENDPOINT_URL_CLOUDFRONT",
                "http://127.0.0.1:" + edge.getAddress().getPort(),
                "SITE_FOLDER",
                folder.toString(),
                "SITE_FILES",
                "layer:1"));
        var live = new Live(settings, InstantSource.system(), line -> {});
        publisher = HandlerLambda.of("PublishSite", new PublishSite(live), () -> LocalContext.NO_HURRY);
        s3 = new Clients(name -> Optional.ofNullable(settings.get(name))).s3();
    }

    @AfterEach
    void stop() throws Exception {
        s3.close();
        box.close();
        edge.stop(0);
        store.close();
    }

    private JsonNode ask(String type, String requestId) throws Exception {
        var event = (ObjectNode) House.json("events/publish-site.json");
        event.put("RequestType", type).put("RequestId", requestId).put("ResponseURL", box.url());
        if (!type.equals("Create")) {
            event.put("PhysicalResourceId", "site");
        }
        ((ObjectNode) event.get("ResourceProperties"))
                .put("Bucket", "site")
                .put("Distribution", "E2EXAMPLE")
                .put("Files", "layer:1");
        publisher.invoke(JSON.writeValueAsBytes(event));
        var reply = box.replies.getLast().json();
        assertEquals("SUCCESS", reply.path("Status").asText(), reply.toString());
        assertEquals("site", reply.path("PhysicalResourceId").asText());
        return reply;
    }

    private Map<String, String> contents() {
        var contents = new TreeMap<String, String>();
        s3.listObjectsV2Paginator(list -> list.bucket("site"))
                .contents()
                .forEach(object -> contents.put(
                        object.key(),
                        s3.getObjectAsBytes(get -> get.bucket("site").key(object.key()))
                                .asUtf8String()));
        return contents;
    }

    @Test
    void thePageOfThisRepositoryIsPutAsItIsServed() throws Exception {
        var page = House.ROOT.resolve("site");
        for (var file : House.files(path -> path.startsWith("site/"))) {
            Files.copy(
                    House.ROOT.resolve(file),
                    folder.resolve(page.relativize(House.ROOT.resolve(file))),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        ask("Create", "1");
        var types = new TreeMap<String, String>();
        contents().forEach((name, content) -> {
            assertTrue(content.equals(read(name)), name);
            var head = s3.headObject(ask -> ask.bucket("site").key(name));
            assertEquals("public, max-age=300", head.cacheControl(), name);
            // S3Proxy gives a text's type back without the blank.
            types.put(name.replaceAll(".*\\.", ""), head.contentType().replace("; ", ";"));
        });
        assertEquals(
                Map.of(
                        "css", "text/css;charset=utf-8",
                        "html", "text/html;charset=utf-8",
                        "js", "text/javascript;charset=utf-8",
                        "svg", "image/svg+xml"),
                types);
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void onlyWhatDiffersIsPutWhateverItsSizeAndTime() throws Exception {
        ask("Create", "1");
        var before = written("index.html");
        Files.writeString(folder.resolve("page.js"), "let page = 2");
        Files.setLastModifiedTime(folder.resolve("page.js"), FileTime.from(Instant.EPOCH));
        s3.putObject(put -> put.bucket("site").key("gone.js"), RequestBody.fromString("old"));
        ask("Update", "2");
        assertEquals(Map.of("index.html", "<script src=page.js>", "page.js", "let page = 2"), contents());
        assertEquals(before, written("index.html"), "left alone");
    }

    private Instant written(String name) {
        return s3.headObject(ask -> ask.bucket("site").key(name)).lastModified();
    }

    /** CloudFront takes a reference that it has had already for the same request, and does nothing. */
    @Test
    void eachRequestToForgetEverythingIsOneOfItsOwn() throws Exception {
        ask("Create", "1");
        ask("Create", "1");
        ask("Update", "2");
        assertEquals(3, invalidations.size());
        assertTrue(invalidations.getFirst().contains("<Items><Path>/*</Path></Items>"), invalidations.getFirst());
        assertEquals(invalidations.get(0), invalidations.get(1));
        assertFalse(invalidations.get(0).equals(invalidations.get(2)));
    }

    @Test
    void anEdgeThatIsBusyIsNoFailure() throws Exception {
        edgeStatus = 503;
        ask("Create", "1");
        assertEquals(2, contents().size());
    }

    /** A list has a thousand files at most. */
    @Test
    void manyFilesAreManyPages() throws Exception {
        for (var number = 0; number < 1500; number++) {
            Files.writeString(
                    folder.resolve(String.format(Locale.ROOT, "part-%04d.js", number)), "let part = " + number);
        }
        ask("Create", "1");
        assertEquals(1502, contents().size());
        SdkCalls.CALLS.clear();
        ask("Update", "2");
        assertEquals(
                List.of("ListObjectsV2", "ListObjectsV2"),
                SdkCalls.CALLS.stream().map(SdkCalls.Call::operation).toList());
        ask("Delete", "3");
        assertEquals(Map.of(), contents());
    }

    /** What was put in parts has an ETag that is no MD5: it is put again, and from then on known. */
    @Test
    void aFileOfAnotherMakingIsPutAgain() throws Exception {
        var upload = s3.createMultipartUpload(make -> make.bucket("site").key("page.js"))
                .uploadId();
        var part = s3.uploadPart(
                put -> put.bucket("site").key("page.js").uploadId(upload).partNumber(1),
                RequestBody.fromString("let page = 1"));
        s3.completeMultipartUpload(done -> done.bucket("site")
                .key("page.js")
                .uploadId(upload)
                .multipartUpload(parts -> parts.parts(one -> one.partNumber(1).eTag(part.eTag()))));
        ask("Create", "1");
        assertEquals("let page = 1", contents().get("page.js"));
        assertEquals(
                "text/javascript; charset=utf-8",
                s3.headObject(ask -> ask.bucket("site").key("page.js")).contentType());
    }

    @Test
    void aDeletionLeavesNothingAndMindsNoBucketThatIsGone() throws Exception {
        ask("Create", "1");
        invalidations.clear();
        ask("Delete", "2");
        assertEquals(Map.of(), contents());
        assertEquals(List.of(), invalidations);
        s3.deleteBucket(delete -> delete.bucket("site"));
        ask("Delete", "3");
    }
}
