package dev.darkroom.hiapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobStateReaderTest {
    private static final String A = "https://cdn.example/a.png";

    @ParameterizedTest
    @ValueSource(strings = {"success", "succeeded", "completed", "SUCCESS", " Success "})
    void endsWell(String status) {
        assertInstanceOf(
                JobState.Finished.class,
                read(String.format(Locale.ROOT, "{\"status\":\"%s\",\"output\":[{\"url\":\"%s\"}]}", status, A)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "failed", "error", "timeout", "cancelled", "canceled", "FAIL"})
    void endsBadly(String status) {
        assertInstanceOf(JobState.Failed.class, read(String.format(Locale.ROOT, "{\"status\":\"%s\"}", status)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "queued",
                "handling",
                "archiving",
                "pending",
                "running",
                "submitted",
                "processing",
                "in_progress",
                "success?",
                "done",
                "finished",
                "unknown",
                "null",
                ""
            })
    void stillWorks(String status) {
        assertInstanceOf(
                JobState.Working.class,
                read(String.format(Locale.ROOT, "{\"status\":\"%s\",\"output\":[{\"url\":\"%s\"}]}", status, A)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"status\":null}", "{\"status\":{}}", "{\"status\":[\"fail\"]}", "{\"state\":\"fail\"}"})
    void worksWithoutAStatus(String task) {
        assertEquals(new JobState.Working(""), read(task));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"status":"fail","error":{"code":"TASK_TIMEOUT","message":"x"}} | provider_timeout
            {"status":"failed","error":{"code":"task_timeout"}}             | provider_timeout
            {"status":"failed","error":"task_timeout"}                      | provider_timeout
            {"status":"fail","error":null}                                  | generation_failed
            {"status":"fail","error":{"code":7}}                            | generation_failed
            {"status":"cancelled","error":{}}                               | provider_cancelled
            """)
    void saysWhyItFailed(String task, String code) {
        assertEquals(
                code,
                assertInstanceOf(JobState.Failed.class, read(task)).reason().code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"output\":null",
                ",\"output\":[]",
                ",\"output\":[null]",
                ",\"output\":[{}]",
                ",\"output\":7",
                ",\"output\":[{\"url\":null}]",
                ",\"output\":[{\"url\":\"\"}]",
                ",\"output\":[{\"url\":\"/a.png\"}]",
                ",\"output\":[{\"url\":\"data:image/png;base64,AA\"}]",
                ",\"output\":[{\"url\":\"file:///etc/passwd\"}]",
                ",\"output\":[{\"url\":\"https://\"}]",
                ",\"output\":[{\"url\":\"https://a b\"}]",
                ",\"output\":[{\"url\":\"https://cdn.example/f.png\",\"type\":\"first_frame\"}]"
            })
    void aSuccessWithNothingUsableHasFailed(String output) {
        assertEquals(new JobState.Failed(Refusal.NO_OUTPUT), read("{\"status\":\"success\"" + output + "}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            first_frame video thumbnail  | video first_frame thumbnail
            thumbnail last_frame first_frame video | video first_frame last_frame thumbnail
            image video                  | video image
            depth_map image thumbnail    | image thumbnail depth_map
            image image                  | image image
            thumbnail AUDIO              | audio thumbnail
            mesh                         | mesh
            thumbnail mesh               | thumbnail mesh
            """)
    void putsTheMainOutputFirst(String given, String ordered) {
        var list = List.of(given.split(" ")).stream()
                .map(type -> "{\"url\":\"https://cdn.example/x\",\"type\":\"" + type + "\"}")
                .toList();
        var outputs = outputs(list.toString());
        assertEquals(
                ordered, String.join(" ", outputs.stream().map(JobOutput::type).toList()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ["https://cdn.example/a.png"]                             | image
            "https://cdn.example/a.mp4?x=1"                           | video
            {"url":"https://cdn.example/a.WEBM"}                      | video
            [{"url":"https://cdn.example/a.mp3","type":null}]         | audio
            [{"url":"https://cdn.example/a","type":"<b>x</b>"}]       | other
            [{"url":"https://cdn.example/a","type":"image/png"}]      | other
            [{"url":"http://127.0.0.1:9/a","type":"image","w":1}]     | image
            """)
    void readsWhatTheDocsDoNotShow(String output, String type) {
        assertEquals(type, outputs(output).getFirst().type());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1790604842             | 2026-09-28T14:14:02Z
            1790604842000          | 2026-09-28T14:14:02Z
            1790604842.7           | 2026-09-28T14:14:02Z
            "1790604842"           | 2026-09-28T14:14:02Z
            "2030-01-01T00:00:00Z" | 2030-01-01T00:00:00Z
            "2030-01-01T01:00:00.5+01:00" | 2030-01-01T00:00:00.5Z
            """)
    void readsTheExpiryAsNumberOrText(String expireAt, Instant expected) {
        assertEquals(expected, expiry(expireAt));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\"\"",
                "0",
                "-5",
                "\"soon\"",
                "{}",
                "[]",
                "true",
                "\"2030-01-01\"",
                "1e999",
                "99999999999999999999999"
            })
    void doesWithoutAnExpiryThatItCannotRead(String expireAt) {
        assertNull(expiry(expireAt));
    }

    @Test
    void readsTheBlogsVariant() {
        var task = "{\"id\":\"task_x\",\"status\":\"succeeded\",\"output\":[{\"url\":\"" + A
                + "\",\"expireAt\":\"2030-01-01T00:00:00Z\"}]}";
        var finished = assertInstanceOf(JobState.Finished.class, read(task));
        assertEquals(
                Instant.parse("2030-01-01T00:00:00Z"),
                finished.outputs().getFirst().expiresAt());
    }

    private static Instant expiry(String expireAt) {
        return outputs("[{\"url\":\"" + A + "\",\"expireAt\":" + expireAt + "}]")
                .getFirst()
                .expiresAt();
    }

    private static List<JobOutput> outputs(String json) {
        return assertInstanceOf(JobState.Finished.class, read("{\"status\":\"success\",\"output\":" + json + "}"))
                .outputs();
    }

    private static JobState read(String task) {
        try {
            return JobStateReader.of(new JsonMapper().readTree(task));
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(task, broken);
        }
    }
}
