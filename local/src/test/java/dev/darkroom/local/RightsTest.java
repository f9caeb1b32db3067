package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.Live;
import dev.darkroom.aws.Clients;
import dev.darkroom.house.CloudFormation;
import dev.darkroom.house.House;
import dev.darkroom.media.SampleFiles;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each function's policy against what the function does: the SDK's own requests are noted while every function works, well
 * and badly, and held against the policies both ways.
 */
class RightsTest {

    @RegisterExtension
    static final TableServer SERVER = new TableServer();

    @TempDir
    static Path folder;

    /** What is permitted and need not be seen here, and why it is needed all the same. */
    private static final Map<String, String> NOT_SEEN = Map.of(
            "DeleteTask cloudfront:CreateInvalidation Distribution",
                    "no request of an SDK's client: CloudFrontCacheTest",
            "PublishSite cloudfront:CreateInvalidation Distribution", "the same: S3WebsiteTest",
            "Persist s3:AbortMultipartUpload MediaBucket/generations/*",
                    "for a file of 8 MiB or more that breaks off: MediaContract.leavesNothingBehindWhenTheBodyEndsEarly",
            "Persist s3:DeleteObject MediaBucket/generations/*", "for a task that is deleted while it is being stored",
            "Repair states:SendTaskFailure *", "for a task that is let into a place which it frees: RepairedTasksTest");

    private static Map<String, Set<String>> used;

    @BeforeAll
    static void work() throws Exception {
        UsedRights.note(true);
        everyFunctionOnceWithItsSecrets();
        whateverCanHappen();
        UsedRights.note(false);
        used = new TreeMap<>(UsedRights.byFunction());
    }

    @AfterAll
    static void noteNoMore() {
        UsedRights.note(false);
    }

    /** One image by the events, with all that is secret in Secrets Manager, as it is in AWS. */
    private static void everyFunctionOnceWithItsSecrets() throws Exception {
        try (var stub = new StubServices("sample-origin-secret");
                var store = LocalStore.open(folder, "media", S3ForTests.SECRET)) {
            var settings = new HashMap<>(SERVER.settings());
            settings.keySet().removeAll(List.of("VISITOR_KEY", "HIAPI_API_KEY", "AWS_ENDPOINT_URL"));
            settings.putAll(Map.of(
                    "AWS_ACCESS_KEY_ID",
                    LocalStore.ACCESS_KEY,
                    "AWS_SECRET_ACCESS_KEY",
                    S3ForTests.SECRET,
                    "AWS_ENDPOINT_URL_S3",
                    store.endpoint().toString(),
                    "AWS_ENDPOINT_URL_SFN",
                    stub.url(),
                    "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                    stub.url(),
                    "SITE_SECRET_ARN",
                    "arn:aws:secretsmanager:eu-central-1:123456789012:secret:site:SiteSecret",
                    "ORIGIN_SECRET_ARN",
                    "arn:aws:secretsmanager:eu-central-1:123456789012:secret:origin:OriginSecret",
                    "HIAPI_SECRET_ARN",
                    "arn:aws:secretsmanager:eu-central-1:123456789012:secret:hiapi:HiapiSecret",
                    "HIAPI_BASE_URL",
                    stub.url() + "/v1",
                    "MEDIA_BUCKET",
                    "media"));
            settings.put(
                    "CALLBACK_SECRET_ARN",
                    "arn:aws:secretsmanager:eu-central-1:123456789012:secret:callback:CallbackSecret");
            var clock = InstantSource.fixed(Instant.now());
            var created = call(settings, clock, "CreateTask", new SampleValues(null, null, null, ""));
            var sample = new SampleValues(
                    new ObjectMapper()
                            .readTree(created.get("body").asText())
                            .get("taskId")
                            .asText(),
                    StubServices.JOB,
                    created.at("/cookies/0").asText().replaceAll(";.*", ""),
                    StubServices.CALLBACK_SECRET);
            for (var function : List.of("Submit", "Poll", "Persist", "HiapiCallback", "GiveUp", "Repair", "GetTask")) {
                call(settings, clock, function, sample);
            }
            for (var function :
                    List.of("ListTasks", "GetQuota", "ListModels", "CreateUpload", "NotFound", "DeleteTask")) {
                assertTrue(
                        call(settings, clock, function, sample)
                                        .get("statusCode")
                                        .asInt()
                                < 405,
                        function);
            }
            publishAndClear(settings, clock);
        }
    }

    /** With a file that is gone, and then without any. */
    private static void publishAndClear(Map<String, String> settings, InstantSource clock) throws Exception {
        settings.putAll(SampleSite.settings(House.ROOT));
        var site = SampleSite.createIn(new Clients(name -> Optional.ofNullable(settings.get(name))));
        var create = House.text("events/publish-site.json");
        var publish = Functions.of(new Live(settings, clock, line -> {})).get("PublishSite");
        for (var event : List.of(create, create.replace("\"Create\"", "\"Delete\""))) {
            var reply = new ObjectMapper().readTree(publish.invoke(site.putInto(event)));
            assertEquals("SUCCESS", reply.path("Status").asText(), reply.toString());
        }
    }

    /** Each function reads its own secrets: nobody has read them for it. */
    private static JsonNode call(
            Map<String, String> settings, InstantSource clock, String function, SampleValues sample) throws Exception {
        var functions = Functions.of(new Live(settings, clock, line -> {}));
        var event = sample.putInto(House.text("events/" + House.kebab(function) + ".json"));
        return new ObjectMapper().readTree(functions.get(function).invoke(event));
    }

    private static void whateverCanHappen() throws Exception {
        var settings = new HashMap<String, String>();
        for (var limit : List.of("DAILY_LIMIT", "DAILY_LIMIT_PER_ADDRESS", "DAILY_BUDGET_USD", "MONTHLY_BUDGET_USD")) {
            settings.put(limit, "1000");
        }
        // Whoever leaves lets the next one in.
        settings.put("PROVIDER_CONCURRENT", "1");
        try (var world = TestSystem.start(settings)) {
            for (var mark : List.of(
                    "",
                    "[[nocallback]]",
                    "[[429]]",
                    "[[401]]",
                    "[[fail]]",
                    "[[early]]",
                    "[[expiredx1]]",
                    "[[chunked]]")) {
                world.create("a brass kettle " + mark);
            }
            var deleted = world.create("a brass kettle, deleted at once");
            world.advance(Duration.ofSeconds(1));
            world.delete("/api/images/" + deleted);
            world.advance(Duration.ofMinutes(10));
            var first = world.create("a brass kettle");
            world.advance(Duration.ofMinutes(2));
            world.post(
                    "/api/images", String.format(Locale.ROOT, "{\"prompt\":\"again\",\"references\":[\"%s\"]}", first));
            world.post(
                    "/api/images",
                    String.format(Locale.ROOT, "{\"prompt\":\"from this\",\"references\":[\"%s\"]}", upload(world)));
            world.advance(Duration.ofMinutes(10));
            var lost = world.create("a brass kettle [[nocallback]][[time=60]]");
            world.advance(Duration.ofSeconds(5));
            world.restartWithoutExecutions();
            world.advance(Duration.ofHours(1));
            assertEquals(
                    "success",
                    world.get("/api/images/" + lost).json().path("status").asText());
        }
    }

    private static String upload(TestSystem world) throws Exception {
        var picture = SampleFiles.drawn("png", 40, 30);
        var slot = world.post(
                        "/api/uploads",
                        String.format(Locale.ROOT, "{\"contentType\":\"image/png\",\"bytes\":%d}", picture.length))
                .json();
        var put = HttpRequest.newBuilder(URI.create(slot.path("url").asText()))
                .header("Content-Type", "image/png")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(picture))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            assertEquals(
                    200, http.send(put, HttpResponse.BodyHandlers.discarding()).statusCode());
        }
        return slot.path("uploadId").asText();
    }

    @Test
    void everyFunctionMayDoWhatItDoes() {
        assertEquals(House.functions().size(), used.size(), used.keySet().toString());
        used.forEach((function, rights) -> {
            var lacking = new TreeSet<>(rights);
            lacking.removeAll(granted(function));
            assertEquals(Set.of(), lacking, function + " lacks");
        });
    }

    @Test
    void noFunctionMayDoWhatItDoesNotDo() {
        var unused = new TreeSet<String>();
        var all = new TreeSet<String>();
        used.forEach((function, rights) -> granted(function).forEach(right -> {
            all.add(function + " " + right);
            if (!rights.contains(right)) {
                unused.add(function + " " + right);
            }
        }));
        unused.removeAll(NOT_SEEN.keySet());
        assertEquals(Set.of(), unused);
        assertTrue(all.containsAll(NOT_SEEN.keySet()), "no exception is for a right that nobody has");
    }

    private static Set<String> granted(String function) {
        var rights = new TreeSet<String>();
        CloudFormation.with(Map.of())
                .resource(function + "Function")
                .at("/Properties/Policies/0/Statement")
                .forEach(statement -> {
                    assertEquals("Allow", statement.get("Effect").asText());
                    for (var action : listed(statement.get("Action"))) {
                        listed(statement.get("Resource"))
                                .forEach(resource -> rights.add(action.asText() + " " + resource(resource)));
                    }
                });
        return rights;
    }

    /** One, or several. */
    private static List<JsonNode> listed(JsonNode part) {
        return part.isArray() ? part.valueStream().toList() : List.of(part);
    }

    /** A resource by the name that the template has for it, and what lies below that. */
    private static String resource(JsonNode arn) {
        if (arn.isTextual()) {
            return arn.asText();
        }
        if (arn.has("Ref")) {
            return arn.get("Ref").asText();
        }
        if (arn.has("Fn::GetAtt")) {
            return arn.at("/Fn::GetAtt/0").asText();
        }
        return arn.get("Fn::Sub")
                .asText()
                .replaceFirst("^arn:.*:stateMachine:\\$\\{AWS::StackName}-generate$", "StateMachine")
                .replaceFirst("^arn:.*:distribution/\\$\\{Distribution}$", "Distribution")
                .replaceFirst("^\\$\\{(\\w+)\\.Arn}", "$1");
    }
}
