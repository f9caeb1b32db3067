package dev.darkroom.hiapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.task.Job;
import dev.darkroom.task.OutputSource;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackBodyTest {
    private static final String TASK = """
            {"taskId":"tk-hiapi-01K0EXAMPLE0000000000000AB","model":"Nano-Banana-2","status":"success",
             "created":1790000000,"completed":1790000042,
             "output":[{"url":"https://cdn.example/tasks/0.png","type":"image","expireAt":1790604842}]}""";
    private static final Optional<CallbackBody> READ = said(
            "tk-hiapi-01K0EXAMPLE0000000000000AB",
            new Job.Report.Finished(List.of(new OutputSource(URI.create("https://cdn.example/tasks/0.png"), "image"))));

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
                said("tk-1", new Job.Report.Failed(HiapiFailureKind.FAILED.failure())),
                parse(
                        "{\"taskId\":\"tk-1\",\"status\":\"fail\",\"error\":{\"code\":\"TASK_FAILED\",\"message\":\"a cat\"}}"));
    }

    @Test
    void readsAnUnknownStatusAsWorking() {
        assertEquals(said("tk-1", null), parse("{\"taskId\":\"tk-1\",\"status\":\"dreaming\"}"));
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
    void isEmptyForWhatItCannotRead(String body) {
        assertEquals(Optional.empty(), parse(body));
    }

    @Test
    void refusesBytesThatAreNotTextAndBodiesThatAreTooLarge() {
        assertEquals(Optional.empty(), CallbackBody.parse(new byte[] {(byte) 0xff, (byte) 0xfe, 0}));
        assertEquals(Optional.empty(), CallbackBody.parse(new byte[CallbackBody.LARGEST + 1]));
        assertEquals(Optional.empty(), parse("[".repeat(100_000)));
    }

    private static Optional<CallbackBody> said(String jobId, Job.Report report) {
        return Optional.of(new CallbackBody(jobId, Optional.ofNullable(report)));
    }

    private static Optional<CallbackBody> parse(String body) {
        return CallbackBody.parse(body.getBytes(UTF_8));
    }
}
