package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.Live;
import dev.darkroom.admission.Gate;
import dev.darkroom.admission.RateSlots;
import dev.darkroom.api.CreateTask;
import dev.darkroom.api.GetQuota;
import dev.darkroom.api.GetTask;
import dev.darkroom.api.ListTasks;
import dev.darkroom.aws.DynamoGate;
import dev.darkroom.house.House;
import dev.darkroom.task.Specimen;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What each request costs in calls, counted on the wire, and who it is for, with events as the gateway sends them. */
class CallsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final TableServer SERVER = new TableServer();

    private Wire wire;
    private StubServices services;
    private Live live;

    @BeforeEach
    void connect() throws Exception {
        wire = new Wire(SERVER.endpoint());
        services = new StubServices("sample-origin-secret");
        live = live(services);
    }

    private Live live(StubServices services) {
        var settings = new HashMap<>(TableServer.settings(wire.endpoint()));
        settings.put("TASKS_TABLE", SERVER.newTable());
        settings.put("AWS_ENDPOINT_URL_SFN", services.url());
        settings.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", services.url());
        settings.put("AWS_ENDPOINT_URL_S3", services.url());
        settings.put("STATE_MACHINE_ARN", "arn:aws:states:eu-central-1:123456789012:stateMachine:generate");
        settings.put("SITE_SECRET_ARN", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:site");
        settings.put("ORIGIN_SECRET_ARN", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:origin");
        settings.put("MEDIA_BUCKET", "media");
        settings.put("MEDIA_BASE_URL", "https://site.example");
        return new Live(settings, InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z")), line -> {});
    }

    @AfterEach
    void disconnect() {
        wire.close();
        services.close();
    }

    private static ObjectNode event(String name) {
        return (ObjectNode) House.json("events/" + name + ".json");
    }

    private static ObjectNode clicked(String key) {
        var event = event("create-task");
        ((ObjectNode) event.path("headers")).put("idempotency-key", key);
        return event;
    }

    /** As an HTTP API with a JWT authorizer says who it is. */
    private static ObjectNode by(String subject, String address, ObjectNode event) {
        ((ObjectNode) event.path("headers")).put("x-darkroom-viewer-address", address);
        var authorizer = (ObjectNode) event("create-task-login").at("/requestContext/authorizer");
        ((ObjectNode) authorizer.at("/jwt/claims")).put("sub", subject);
        ((ObjectNode) event.path("requestContext")).set("authorizer", authorizer);
        return event;
    }

    /** As Lambda reads its events. */
    private static Lambda lambda(RequestHandler<?, ?> handler) {
        return HandlerLambda.of(handler.getClass().getSimpleName(), handler, () -> LocalContext.NO_HURRY);
    }

    private static JsonNode answer(Lambda lambda, ObjectNode event) throws Exception {
        return JSON.readTree(lambda.invoke(JSON.writeValueAsBytes(event)));
    }

    private static JsonNode body(JsonNode answer) throws Exception {
        return JSON.readTree(answer.path("body").asText());
    }

    private int started() {
        return Collections.frequency(services.asked, "StartExecution");
    }

    @Test
    void aClickCostsTwoCallsOfTheTableAndOneExecution() throws Exception {
        var create = lambda(new CreateTask(live));
        assertEquals(202, answer(create, clicked("one")).path("statusCode").asInt());
        assertEquals(3, wire.calls().size(), "the day's first: " + wire.calls());
        assertEquals(1, started());
        wire.calls().clear();
        assertEquals(202, answer(create, clicked("two")).path("statusCode").asInt());
        assertEquals(2, wire.calls().size(), wire.calls().toString());
        assertEquals(2, started());
        wire.calls().clear();
        assertEquals(200, answer(create, clicked("two")).path("statusCode").asInt());
        assertEquals(3, wire.calls().size(), "the same again: " + wire.calls());
        assertEquals(2, Collections.frequency(services.asked, "GetSecretValue"), "secrets are kept");
    }

    @Test
    void aLookCostsOneRead() throws Exception {
        var taskId = body(answer(lambda(new CreateTask(live)), clicked("one"))).path("taskId");
        wire.calls().clear();
        var event = event("get-task");
        ((ObjectNode) event.path("pathParameters")).set("taskId", taskId);
        assertEquals(
                200, answer(lambda(new GetTask(live)), event).path("statusCode").asInt());
        assertEquals(List.of("GetItem"), wire.calls());
        wire.calls().clear();
        answer(lambda(new GetQuota(live)), event("get-quota"));
        assertEquals(List.of("BatchGetItem"), wire.calls());
    }

    @Test
    void theGateCostsOneWriteToATaskThatMayStartAtOnce() {
        var gate = new DynamoGate(
                TableServer.client(TableServer.settings(wire.endpoint())), SERVER.newTable(), RateSlots.of(10, 60));
        assertEquals(new Gate.Entry.Admitted(Duration.ZERO), gate.enter("first", Specimen.NOON));
        assertEquals(new Gate.Entry.Admitted(Duration.ZERO), gate.enter("second", Specimen.NOON));
        assertEquals(List.of("UpdateItem", "UpdateItem"), wire.calls());
    }

    @Test
    void aLoginIsOneVisitorWhereverItComesFromAndNeedsNoCookie() throws Exception {
        var create = lambda(new CreateTask(live));
        var first = answer(create, by("alice", "203.0.113.7", clicked("one")));
        assertEquals(202, first.path("statusCode").asInt(), first.toString());
        assertTrue(first.path("cookies").isEmpty(), first.toString());
        answer(create, by("alice", "198.51.100.9", clicked("two")));
        answer(create, by("bob", "203.0.113.7", clicked("one")));
        var quota = body(answer(lambda(new GetQuota(live)), by("alice", "192.0.2.1", event("get-quota"))));
        assertEquals(2, quota.path("used").asInt());
        var hers = body(answer(lambda(new ListTasks(live)), by("alice", "192.0.2.1", event("list-tasks"))));
        assertEquals(2, hers.path("tasks").size());
        assertEquals(
                "A lighthouse at dusk, long exposure",
                hers.at("/tasks/0/prompt").asText());
        var click = body(first).path("taskId");
        assertEquals(
                click,
                body(answer(create, by("alice", "192.0.2.1", clicked("one")))).path("taskId"));
        assertNotEquals(
                click,
                body(answer(create, by("bob", "192.0.2.1", clicked("one")))).path("taskId"));
    }

    @Test
    void withoutItsOriginSecretTheSiteIsClosedToAll() throws Exception {
        try (var forgotten = new StubServices("")) {
            var answer = answer(lambda(new GetQuota(live(forgotten))), event("get-quota"));
            assertEquals(500, answer.path("statusCode").asInt());
            assertFalse(answer.toString().contains("ORIGIN_SECRET"), answer.toString());
            assertEquals(List.of(), wire.calls());
        }
    }

    @Test
    void whateverHeadersAClientSendsTheEdgesWordIsWhoItIs() throws Exception {
        var create = lambda(new CreateTask(live));
        for (var i = 0; i < 30; i++) {
            var event = clicked(UUID.randomUUID().toString());
            ((ObjectNode) event.path("headers")).put("x-forwarded-for", "192.0.2." + i + ", 198.51.100.20");
            assertEquals(202, answer(create, event).path("statusCode").asInt());
        }
        var refused = answer(create, clicked("one too many"));
        assertEquals(429, refused.path("statusCode").asInt());
        assertEquals("43201", refused.at("/headers/Retry-After").asText(), "until midnight");
        assertEquals(
                "Today's limit is reached: your network can make up to 30 images a day. The count starts again at 00:00 UTC, in 12 h"
                        + " 0 min.",
                body(refused).path("detail").asText());
    }
}
