package dev.darkroom.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.api.Routes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One word for state, class, function and event: holds the template, the state machine and the code to each other. */
class HouseTest {

    /** The one event that is not a function's own: what CreateTask gets where the API has a login. */
    private static final String WITH_LOGIN = "events/create-task-login.json";

    /** Errors that Step Functions or Lambda itself reports. Source: AWS's guides, error names, 2026. */
    private static final Set<String> SERVICE_ERRORS = Set.of(
            "States.ALL",
            "States.TaskFailed",
            "States.Timeout",
            "Lambda.ServiceException",
            "Lambda.AWSLambdaException",
            "Lambda.SdkClientException",
            "Lambda.ClientExecutionTimeoutException",
            "Lambda.TooManyRequestsException",
            "Lambda.Unknown",
            "Runtime.ExitError",
            "Sandbox.Timedout");

    @Test
    void everyHandlerHasItsFunctionAndEveryFunctionItsHandler() {
        var expected = new TreeMap<String, String>();
        for (var room : List.of("api", "steps", "site")) {
            for (var handler : House.handlers(room)) {
                expected.put(handler + "Function", "dev.darkroom." + room + "." + handler + "::handleRequest");
            }
        }
        var found = new TreeMap<String, String>();
        House.functions().forEach((id, function) -> found.put(id, property(function, "Handler")));
        assertEquals(expected, found);
    }

    @Test
    void everyHandlerHasATestOfItsName() {
        for (var room : List.of("api", "steps", "site")) {
            for (var handler : House.handlers(room)) {
                var test = "functions/src/test/java/dev/darkroom/" + room + "/" + handler + "Test.java";
                assertEquals(List.of(test), House.files(test::equals), handler);
            }
        }
    }

    @Test
    void everyFunctionHasItsEvent() {
        var expected = House.functions().keySet().stream()
                .map(id -> "events/" + House.kebab(id.replaceAll("Function$", "")) + ".json")
                .collect(Collectors.toCollection(TreeSet::new));
        expected.add(WITH_LOGIN);
        assertEquals(expected, new TreeSet<>(House.files(path -> path.startsWith("events/"))));
        expected.forEach(House::json);
    }

    /**
     * What a browser sends, as it comes through CloudFront and the gateway. Sources: API Gateway's developer guide, payload
     * format 2.0; CloudFront's, "HTTP request headers and CloudFront behavior", all viewers' headers but Host, 2026.
     */
    @Test
    void anEventIsWhatABrowserSends() {
        var events = new TreeSet<>(List.of(WITH_LOGIN));
        routes().values()
                .forEach(function ->
                        events.add("events/" + House.kebab(function.replaceAll("Function$", "")) + ".json"));
        for (var file : events) {
            var event = House.json(file);
            var headers = event.get("headers");
            for (var name : List.of(
                    "via",
                    "x-amz-cf-id",
                    "x-amzn-trace-id",
                    "x-darkroom-origin",
                    "x-darkroom-viewer-address",
                    "x-forwarded-for",
                    "x-forwarded-port",
                    "x-forwarded-proto",
                    "host")) {
                assertTrue(headers.has(name), file + " " + name);
            }
            headers.fieldNames().forEachRemaining(name -> assertEquals(name.toLowerCase(Locale.ROOT), name, file));
            assertFalse(headers.has("cookie"), file + ": they are in cookies");
            assertEquals(headers.get("user-agent"), event.at("/requestContext/http/userAgent"), file);
            var seen = headers.get("x-forwarded-for").asText();
            assertTrue(seen.startsWith(headers.get("x-darkroom-viewer-address").asText() + ", "), file);
            assertTrue(
                    seen.endsWith(
                            ", " + event.at("/requestContext/http/sourceIp").asText()),
                    file);
            if (event.has("body")) {
                assertEquals(
                        event.get("body").asText().getBytes(StandardCharsets.UTF_8).length,
                        headers.get("content-length").asInt(),
                        file);
            }
            if (!headers.has("x-hiapi-signature")) {
                assertTrue(event.get("cookies").toString().contains("\"darkroom_visitor="), file);
                assertEquals("same-origin", headers.path("sec-fetch-site").asText(), file);
                assertTrue(headers.has("accept-language"), file);
                assertEquals(
                        !event.at("/requestContext/http/method").asText().equals("GET"), headers.has("origin"), file);
            }
            assertEquals(file.equals(WITH_LOGIN), headers.has("authorization"), file);
            assertEquals(
                    file.equals(WITH_LOGIN),
                    event.at("/requestContext/authorizer/jwt/claims").has("sub"),
                    file);
        }
        assertTrue(House.json("events/create-task.json").at("/headers").has("idempotency-key"));
    }

    @Test
    void anEventIsTheRouteThatItIsFor() {
        var routes = routes();
        // The sample of a function that answers both is of a GET.
        routes.keySet().removeIf(route -> route.startsWith("HEAD "));
        routes.forEach((route, function) -> {
            var event = House.json("events/" + House.kebab(function.replaceAll("Function$", "")) + ".json");
            assertEquals("2.0", event.get("version").asText(), function);
            assertEquals(route, event.get("routeKey").asText(), function);
            assertEquals(route, event.at("/requestContext/routeKey").asText(), function);
            assertEquals(event.get("rawPath"), event.at("/requestContext/http/path"), function);
            if (!route.equals("$default")) {
                var verbAndPath = route.split(" ");
                assertEquals(
                        verbAndPath[0], event.at("/requestContext/http/method").asText(), function);
                var path = verbAndPath[1].replace(
                        "{taskId}", event.at("/pathParameters/taskId").asText());
                assertEquals(path, event.get("rawPath").asText(), function);
            }
        });
    }

    @Test
    void everyTaskStateHasItsStep() {
        var steps = new TreeSet<>(House.tasks().keySet());
        // The one step that a schedule calls, and no state.
        steps.add("Repair");
        assertEquals(steps, House.handlers("steps"));
        House.tasks()
                .forEach((name, state) -> assertEquals(
                        "${" + name + "Function}",
                        state.at("/Arguments/FunctionName").asText()));
    }

    @Test
    void everySubstitutionIsGivenAndUsed() {
        var given = House.resources().at("/StateMachine/Properties/DefinitionSubstitutions");
        var expected = new TreeMap<String, String>();
        House.tasks().keySet().forEach(name -> expected.put(name + "Function", name + "Function.Alias"));
        var found = new TreeMap<String, String>();
        given.properties()
                .forEach(entry -> found.put(entry.getKey(), entry.getValue().asText()));
        assertEquals(expected, found);
    }

    @Test
    void everyTaskStateIsBounded() {
        House.tasks().forEach((name, state) -> {
            assertTrue(state.has("TimeoutSeconds"), name + " has a timeout");
            // A task that took too long may still be at work. GiveUp alone is safe to run twice, and has no Catch.
            assertEquals(name.equals("GiveUp"), retried(state).contains("States.Timeout"), name);
            assertFalse(retried(state).contains("States.ALL"), name + " names what it retries");
            state.path("Retry").forEach(retry -> {
                assertTrue(retry.has("MaxAttempts"), name + " says how often it retries");
                assertTrue(retry.has("JitterStrategy"), name + " spreads its retries");
            });
        });
    }

    @Test
    void everyTaskStateEndsInGiveUp() {
        House.tasks().forEach((name, state) -> {
            // GiveUp has nobody behind it: the event rule on failed executions brings it back.
            if (!name.equals("GiveUp")) {
                var last = state.get("Catch").get(state.get("Catch").size() - 1);
                assertEquals("States.ALL", last.at("/ErrorEquals/0").asText(), name);
                assertEquals("GiveUp", last.get("Next").asText(), name);
            }
        });
        var rule = House.resources().at("/ExecutionFailedRule/Properties");
        assertEquals("GiveUpFunction.Alias", rule.at("/Targets/0/Arn").asText());
        assertTrue(rule.at("/Targets/0/DeadLetterConfig").has("Arn"));
        assertEquals(List.of("FAILED", "TIMED_OUT", "ABORTED"), texts(rule.at("/EventPattern/detail/status")));
    }

    @Test
    void everyErrorNameIsAClassOrAWordThatTheCodeSends() {
        var names = new TreeSet<String>();
        House.tasks().values().forEach(state -> names.addAll(errors(state)));
        names.removeAll(SERVICE_ERRORS);
        for (var name : names) {
            if (name.contains(".")) {
                assertTrue(isException(name), name + " is an exception of ours, by its full name");
            } else {
                assertTrue(isSent(name), "\"" + name + "\" is sent by a step");
            }
        }
    }

    /** What a state hands on is the task's id and what the machine itself must know; words and URLs stay on the row. */
    @Test
    void statesPassIdsOnly() {
        var allowed = Set.of("taskId", "token", "error", "next", "waitSeconds", "patience", "patient", "transitions");
        House.states().properties().forEach(entry -> {
            var state = entry.getValue();
            var handedOn = new ArrayList<JsonNode>();
            handedOn.add(state.at("/Arguments/Payload"));
            handedOn.add(state.path("Output"));
            state.path("Catch").forEach(caught -> handedOn.add(caught.path("Output")));
            state.path("Choices").forEach(choice -> handedOn.add(choice.path("Output")));
            handedOn.forEach(output -> output.fieldNames()
                    .forEachRemaining(
                            name -> assertTrue(allowed.contains(name), entry.getKey() + " hands on " + name)));
        });
    }

    /** Whoever drops the count makes a receipt that is too small. */
    @Test
    void everyWayToAnotherStateKeepsTheCount() {
        House.states().properties().forEach(entry -> {
            var state = entry.getValue();
            var ways = new ArrayList<JsonNode>();
            state.path("Catch").forEach(ways::add);
            state.path("Choices").forEach(ways::add);
            if (state.has("Next")) {
                ways.add(state);
            }
            ways.forEach(way -> assertTrue(way.at("/Output/transitions").isTextual(), entry.getKey() + ": " + way));
        });
    }

    @Test
    void aFunctionGivesUpBeforeItsStateDoes() {
        House.tasks().forEach((name, state) -> {
            if (state.get("TimeoutSeconds").isInt()) {
                var timeout = House.resources()
                        .at("/" + name + "Function/Properties/Timeout")
                        .asInt();
                assertTrue(timeout > 0 && timeout < state.get("TimeoutSeconds").asInt(), name);
            }
        });
    }

    @Test
    void everyRouteReachesTheFunctionThatMayBeCalledByIt() {
        assertEquals(
                House.handlers("api").stream().map(name -> name + "Function").collect(Collectors.toSet()),
                new HashSet<>(routes().values()));
        routes().forEach((route, function) -> {
            var name = function.replaceAll("Function$", "");
            var permission = House.resources().at("/" + name + "Permission/Properties");
            assertEquals(function + ".Alias", permission.get("FunctionName").asText());
            // GET and HEAD of one path are two routes of one function.
            var path = route.replaceAll("\\{\\w+}", "*")
                    .replaceFirst("^(GET|HEAD) ", "*")
                    .replace(" ", "");
            assertTrue(permission.get("SourceArn").asText().endsWith("${Api}/*/" + path), route);
        });
    }

    @Test
    void theTemplateHasTheRoutesOfTheTable() {
        assertEquals(routes(), templateRoutes());
    }

    /** The routes of the table, and the default one: key to function. */
    static TreeMap<String, String> routes() {
        var routes = new TreeMap<>(Map.of("$default", Routes.DEFAULT_FUNCTION + "Function"));
        Routes.ALL.forEach(route -> routes.put(route.key(), route.function() + "Function"));
        return routes;
    }

    private static TreeMap<String, String> templateRoutes() {
        var routes = new TreeMap<String, String>();
        House.resources("AWS::ApiGatewayV2::Route").values().forEach(route -> {
            var integration = property(route, "Target").replaceAll(".*\\$\\{|}", "");
            var uri = House.resources()
                    .at("/" + integration + "/Properties/IntegrationUri")
                    .asText();
            // As SAM's local runner reads it too, which knows no alias; the same ARN as the alias's.
            assertTrue(uri.matches("\\$\\{\\w+\\.Arn}:live"), uri);
            routes.put(property(route, "RouteKey"), uri.replaceAll("\\W|Arn}:live$", ""));
        });
        return routes;
    }

    private static String property(JsonNode resource, String name) {
        return resource.at("/Properties/" + name).asText();
    }

    private static List<String> retried(JsonNode state) {
        var names = new ArrayList<String>();
        state.path("Retry").forEach(retry -> names.addAll(texts(retry.get("ErrorEquals"))));
        return names;
    }

    private static List<String> errors(JsonNode state) {
        var names = new ArrayList<>(retried(state));
        state.path("Catch").forEach(caught -> names.addAll(texts(caught.get("ErrorEquals"))));
        return names;
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static boolean isException(String name) {
        try {
            return Throwable.class.isAssignableFrom(Class.forName(name));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static boolean isSent(String name) {
        return House.files(path -> path.startsWith("functions/src/main/java/")).stream()
                .anyMatch(file -> House.text(file).contains('"' + name + '"'));
    }
}
