package dev.darkroom.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import org.junit.jupiter.api.Test;

class HandlerLambdaTest {

    // Public: the runtime's Jackson does not break into what is not.
    public record Asked(String name, Integer times) {}

    public record Told(String text, Integer left) {}

    static final class Greet implements RequestHandler<Asked, Told> {
        @Override
        public Told handleRequest(Asked asked, Context context) {
            if (asked.times() == null) {
                throw new IllegalStateException("how often?");
            }
            return new Told(context.getFunctionName() + " " + asked.name().repeat(asked.times()), null);
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
    void recordsGoThroughJson() throws FunctionError {
        var answer = HandlerLambda.of("Greet", new Greet()).invoke("{\"name\":\"ä\",\"times\":2}".getBytes(UTF_8));

        assertEquals("{\"text\":\"Greet ää\",\"left\":null}", new String(answer, UTF_8));
    }

    @Test
    void eventsGoThroughTheRuntimesOwnSerializers() throws FunctionError {
        var event = "{\"version\":\"2.0\",\"requestContext\":{\"http\":{\"path\":\"/x\"}},\"unknown\":1}";

        var answer = new String(HandlerLambda.of("Show", new Show()).invoke(event.getBytes(UTF_8)), UTF_8);

        assertTrue(answer.contains("\"statusCode\":200") && answer.contains("\"body\":\"/x\""), answer);
    }

    @Test
    void whatIsThrownIsToldByItsFullClassName() {
        var greet = HandlerLambda.of("Greet", new Greet());

        var error = assertThrows(FunctionError.class, () -> greet.invoke("{\"name\":\"a\"}".getBytes(UTF_8)));

        assertEquals("java.lang.IllegalStateException", error.errorType());
        assertEquals("how often?", error.errorMessage());
    }
}
