package dev.darkroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.task.Allowance;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void whatIsNotSetIsAsDocumented() {
        var settings = new Settings(Map.of());
        settings.check();
        assertEquals("https://api.hiapi.ai/v1", settings.hiapiBaseUrl().toString());
        assertEquals(10, settings.allowance().perVisitor());
        assertEquals(30, settings.allowance().perAddress());
        assertEquals(25_000_000, settings.allowance().dailyMicroDollars());
        assertEquals(250_000_000, settings.allowance().monthlyMicroDollars());
        assertEquals(2000, settings.maxPrompt());
        assertEquals(60, settings.providerRequestsPerMinute());
        assertEquals(10, settings.providerConcurrent());
        assertEquals(1L << 30, settings.maxOutputBytes());
        assertEquals(10L << 20, settings.maxUploadBytes());
        assertEquals(Duration.ofSeconds(900), settings.taskDeadline(false));
        assertEquals(Duration.ofSeconds(3600), settings.taskDeadline(true));
        assertEquals(Duration.ofSeconds(3600), settings.queueDeadline());
    }

    @ParameterizedTest
    @CsvSource({"5, 20", "40, 60", "400, 300"})
    void aCallbackIsWaitedForHalfAsLongAgain(long typical, int expected) {
        assertEquals(expected, new Settings(Map.of()).callbackWaitSeconds(Duration.ofSeconds(typical)));
    }

    @Test
    void blankIsAbsentAndALineEndIsCut() {
        var settings = new Settings(Map.of("HIAPI_API_KEY", " sk-1\n", "MAX_PROMPT", " "));
        assertEquals("sk-1", settings.require("HIAPI_API_KEY"));
        assertEquals(2000, settings.maxPrompt());
    }

    @ParameterizedTest
    @CsvSource({
        "DAILY_LIMIT, ten",
        "DAILY_LIMIT, -1",
        "DAILY_LIMIT, 1.5",
        "DAILY_LIMIT_PER_ADDRESS, x",
        "DAILY_BUDGET_USD, $5",
        "DAILY_BUDGET_USD, -5",
        "DAILY_BUDGET_USD, 0.0000001",
        "MONTHLY_BUDGET_USD, 1e400",
        "MAX_PROMPT, 0",
        "MAX_OUTPUT_BYTES, 1G",
        "MAX_UPLOAD_BYTES, 0",
        "MAX_UPLOAD_BYTES, 200000000",
        "TASK_DEADLINE_SECONDS, 0",
        "TASK_DEADLINE_SECONDS, 86400",
        "QUEUE_DEADLINE_SECONDS, soon",
        "CALLBACK_WAIT_SECONDS, 0",
        "PROVIDER_CONCURRENT, 0",
        "PROVIDER_REQUESTS_PER_MINUTE, 0",
        "HIAPI_BASE_URL, api.hiapi.ai",
        "HIAPI_BASE_URL, ftp://api.hiapi.ai",
        "CALLBACK_BASE_URL, https://",
        "DAILY_LIMIT, 007",
        "DAILY_LIMIT, OFF",
        "DAILY_LIMIT, 1000001",
        "DAILY_BUDGET_USD, 1e2",
        "DAILY_BUDGET_USD, off",
        "MAX_PROMPT, off",
        "MAX_OUTPUT_BYTES, 80000000001",
        "MEDIA_S3_ENDPOINT, r2",
        "HIAPI_BASE_URL, https://api.hiapi.ai:99999/v1",
        "HIAPI_BASE_URL, https://api.hiapi.ai:0/v1",
        "HIAPI_BASE_URL, https://me:planted@api.hiapi.ai/v1",
        "HIAPI_BASE_URL, https://api.hiapi.ai/v1?key=planted",
        "HIAPI_BASE_URL, https://api.hiapi.ai/v1#planted",
        "CALLBACK_BASE_URL, https://planted@example.com",
        "MEDIA_BASE_URL, https://me:planted@example.com",
        "MEDIA_S3_ENDPOINT, https://me:planted@example.com",
        "HIAPI_API_KEY, sk-plantedü",
        "VISITOR_KEY, ' , '",
        "ORIGIN_SECRET, ','"
    })
    void aSettingThatCannotBeReadNamesItself(String name, String value) {
        var bad = assertThrows(BadSetting.class, () -> new Settings(Map.of(name, value)).check());
        assertTrue(bad.getMessage().startsWith("The setting " + name + " must "), bad.getMessage());
        assertFalse(bad.getMessage().contains("planted"), "what may be a secret is not quoted: " + bad.getMessage());
    }

    @Test
    void aDailyLimitCanBeOff() {
        var allowance = new Settings(Map.of("DAILY_LIMIT", "off", "DAILY_LIMIT_PER_ADDRESS", "3")).allowance();
        assertEquals(Allowance.NO_LIMIT, allowance.perVisitor());
        assertEquals(Allowance.NO_LIMIT, allowance.uploadsPerVisitor());
        assertEquals(3, allowance.perAddress());
        assertEquals(15, allowance.uploadsPerAddress());
    }

    @Test
    void whatAStoreLacksIsNamedInASentenceEach() {
        var store = new HashMap<>(Map.of("MEDIA_S3_ENDPOINT", "https://r2.example.com"));
        var bad = assertThrows(BadSetting.class, () -> new Settings(store).check());
        assertEquals("""
                The setting MEDIA_BUCKET is missing, and MEDIA_S3_ENDPOINT needs it. \
                The setting MEDIA_S3_REGION is missing, and MEDIA_S3_ENDPOINT needs it. \
                The setting MEDIA_S3_ACCESS_KEY_ID is missing, and MEDIA_S3_ENDPOINT needs it. \
                The setting MEDIA_S3_SECRET_ACCESS_KEY is missing, and MEDIA_S3_ENDPOINT needs it.""", bad.getMessage());
        store.putAll(Map.of("MEDIA_BUCKET", "b", "MEDIA_S3_REGION", "auto", "MEDIA_S3_ACCESS_KEY_ID", "id"));
        var half = assertThrows(BadSetting.class, () -> new Settings(store).check());
        assertEquals(
                "The setting MEDIA_S3_SECRET_ACCESS_KEY is missing, and MEDIA_S3_ENDPOINT needs it.",
                half.getMessage());
        store.put("MEDIA_S3_SECRET_ACCESS_KEY", "secret");
        new Settings(store).check();
        store.keySet().removeAll(List.of("MEDIA_S3_ACCESS_KEY_ID", "MEDIA_S3_SECRET_ACCESS_KEY"));
        store.put("MEDIA_SECRET_ARN", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:media");
        new Settings(store).check(); // in AWS they are in a secret
    }

    @Test
    void aMissingSettingNamesItself() {
        var bad = assertThrows(BadSetting.class, () -> new Settings(Map.of()).require("TASKS_TABLE"));
        assertEquals("The setting TASKS_TABLE is missing.", bad.getMessage());
    }
}
