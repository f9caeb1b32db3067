package dev.darkroom.hiapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.darkroom.task.Job;
import dev.darkroom.task.OutputSource;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportReaderTest {
    private static final String A = "https://cdn.example/a.png";

    @ParameterizedTest
    @ValueSource(strings = {"success", "succeeded", "completed", "SUCCESS", " Success "})
    void endsWell(String status) {
        assertInstanceOf(
                Job.Report.Finished.class,
                read(String.format(Locale.ROOT, "{\"status\":\"%s\",\"output\":[{\"url\":\"%s\"}]}", status, A)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "failed", "error", "timeout", "cancelled", "canceled", "FAIL"})
    void endsBadly(String status) {
        assertInstanceOf(Job.Report.Failed.class, read(String.format(Locale.ROOT, "{\"status\":\"%s\"}", status)));
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
        assertEquals(
                Optional.empty(),
                ended(String.format(Locale.ROOT, "{\"status\":\"%s\",\"output\":[{\"url\":\"%s\"}]}", status, A)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"status\":null}", "{\"status\":{}}", "{\"status\":[\"fail\"]}", "{\"state\":\"fail\"}"})
    void worksWithoutAStatus(String task) {
        assertEquals(Optional.empty(), ended(task));
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
                assertInstanceOf(Job.Report.Failed.class, read(task)).failure().code());
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
        assertEquals(
                new Job.Report.Failed(HiapiFailureKind.NO_OUTPUT.failure()),
                read("{\"status\":\"success\"" + output + "}"));
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
                ordered,
                String.join(" ", outputs.stream().map(OutputSource::kind).toList()));
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
        assertEquals(type, outputs(output).getFirst().kind());
    }

    @Test
    void readsTheBlogsVariant() {
        var task = "{\"id\":\"task_x\",\"status\":\"succeeded\",\"output\":[{\"url\":\"" + A
                + "\",\"expireAt\":\"2030-01-01T00:00:00Z\"}]}";
        assertEquals(new Job.Report.Finished(List.of(new OutputSource(URI.create(A), "image"))), read(task));
    }

    private static List<OutputSource> outputs(String json) {
        return assertInstanceOf(Job.Report.Finished.class, read("{\"status\":\"success\",\"output\":" + json + "}"))
                .sources();
    }

    private static Job.Report read(String task) {
        return ended(task).orElseThrow();
    }

    private static Optional<Job.Report> ended(String task) {
        try {
            return ReportReader.read(new JsonMapper().readTree(task));
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(task, broken);
        }
    }
}
