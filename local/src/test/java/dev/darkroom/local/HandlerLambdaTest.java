package dev.darkroom.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandlerLambdaTest {

    public record Told(String text, Integer left) {}

    static final class Greet implements RequestHandler<Map<String, String>, Told> {
        @Override
        public Told handleRequest(Map<String, String> asked, Context context) {
            if (!asked.containsKey("name")) {
                throw new IllegalStateException("who is it?");
            }
            return new Told(context.getFunctionName() + " " + asked.get("name"), null);
        }
    }

    static final class Unreadable implements RequestHandler<Told, Told> {
        @Override
        public Told handleRequest(Told told, Context context) {
            return told;
        }
    }

    static final class Show implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
        @Override
        public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
            var path = event.getRequestContext().getHttp().getPath();
            return APIGatewayV2HTTPResponse.builder()
                    .withStatusCode(200)
                    .withBody(path)
                    .build();
        }
    }

    @Test
    void inputAndOutputGoThroughJson() throws FunctionError {
        var answer = HandlerLambda.of("Greet", new Greet(), () -> LocalContext.NO_HURRY)
                .invoke("{\"name\":\"ä\"}".getBytes(UTF_8));

        assertEquals("{\"text\":\"Greet ä\"}", new String(answer, UTF_8));
    }

    @Test
    void aRecordCannotBeAnInputForItCannotBeOneInLambdaEither() {
        var unreadable = HandlerLambda.of("Unreadable", new Unreadable(), () -> LocalContext.NO_HURRY);

        assertThrows(FunctionError.class, () -> unreadable.invoke("{\"text\":\"a\"}".getBytes(UTF_8)));
    }

    @Test
    void eventsGoThroughTheRuntimesOwnSerializers() throws FunctionError {
        var event = "{\"version\":\"2.0\",\"requestContext\":{\"http\":{\"path\":\"/x\"}},\"unknown\":1}";

        var answer = new String(
                HandlerLambda.of("Show", new Show(), () -> LocalContext.NO_HURRY)
                        .invoke(event.getBytes(UTF_8)),
                UTF_8);

        assertTrue(answer.contains("\"statusCode\":200") && answer.contains("\"body\":\"/x\""), answer);
    }

    @Test
    void whatIsThrownIsToldByItsFullClassName() {
        var greet = HandlerLambda.of("Greet", new Greet(), () -> LocalContext.NO_HURRY);

        var error = assertThrows(FunctionError.class, () -> greet.invoke("{}".getBytes(UTF_8)));

        assertEquals("java.lang.IllegalStateException", error.errorType());
        assertEquals("who is it?", error.errorMessage());
    }
}
