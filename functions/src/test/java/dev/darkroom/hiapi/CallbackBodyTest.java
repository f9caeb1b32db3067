package dev.darkroom.hiapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.darkroom.hiapi.CallbackBody.Callback;
import dev.darkroom.hiapi.CallbackBody.Malformed;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackBodyTest {
    private static final String TASK = """
            {"taskId":"tk-hiapi-01K0EXAMPLE0000000000000AB","model":"Nano-Banana-2","status":"success",
             "created":1790000000,"completed":1790000042,
             "output":[{"url":"https://cdn.example/tasks/0.png","type":"image","expireAt":1790604842}]}""";
    private static final Callback READ = new Callback(
            "tk-hiapi-01K0EXAMPLE0000000000000AB",
            new JobState.Finished(List.of(new JobOutput(
                    URI.create("https://cdn.example/tasks/0.png"), "image", Instant.ofEpochSecond(1790604842)))));

    @Test
    void readsTheBareTask() {
        assertEquals(READ, parse(TASK));
    }

    @Test
    void readsAWrappedTask() {
        assertEquals(READ, parse("{\"code\":200,\"message\":\"success\",\"data\":" + TASK + "}"));
        assertEquals(READ, parse("{\"data\":" + TASK + "}"));
    }

    @Test
    void readsAFailure() {
        assertEquals(
                new Callback("tk-1", new JobState.Failed(Refusal.FAILED)),
                parse(
                        "{\"taskId\":\"tk-1\",\"status\":\"fail\",\"error\":{\"code\":\"TASK_FAILED\",\"message\":\"a cat\"}}"));
    }

    @Test
    void readsAnUnknownStatusAsWorking() {
        assertEquals(
                new Callback("tk-1", new JobState.Working("dreaming")),
                parse("{\"taskId\":\"tk-1\",\"status\":\"dreaming\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "7",
                "\"text\"",
                "{",
                "{\"taskId\":",
                "<html></html>",
                "{}",
                "{\"data\":null}",
                "{\"taskId\":null,\"status\":\"success\"}",
                "{\"taskId\":7}",
                "{\"taskId\":\"\"}",
                "{\"taskId\":\"../x\"}",
                "{\"taskId\":{\"a\":1}}",
                "{\"status\":\"success\"}",
                "\u0000\u0001"
            })
    void namesWhatItCannotRead(String body) {
        assertInstanceOf(Malformed.class, parse(body));
    }

    @Test
    void refusesBytesThatAreNotTextAndBodiesThatAreTooLarge() {
        assertInstanceOf(Malformed.class, CallbackBody.parse(new byte[] {(byte) 0xff, (byte) 0xfe, 0}));
        assertEquals(new Malformed("larger than 1 MiB"), CallbackBody.parse(new byte[CallbackBody.LARGEST + 1]));
        assertInstanceOf(Malformed.class, parse("[".repeat(100_000)));
    }

    private static CallbackBody parse(String body) {
        return CallbackBody.parse(body.getBytes(UTF_8));
    }
}
