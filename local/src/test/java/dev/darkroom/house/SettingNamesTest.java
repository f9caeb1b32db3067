package dev.darkroom.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.Settings;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A setting is known to the code, to the template and to the reader, or to nobody. */
class SettingNamesTest {

    /** In AWS these are in Secrets Manager, never in a function's environment. */
    private static final Set<String> SECRETS = Set.of(
            "HIAPI_API_KEY",
            "HIAPI_CALLBACK_SECRET",
            "VISITOR_KEY",
            "VISITOR_HASH_KEY",
            "ORIGIN_SECRET",
            "MEDIA_S3_ACCESS_KEY_ID",
            "MEDIA_S3_SECRET_ACCESS_KEY");

    @Test
    void theTemplateSetsWhatTheCodeKnows() {
        var expected = new TreeSet<>(Settings.NAMES);
        expected.removeAll(SECRETS);
        var found = new TreeSet<String>();
        var locals = new TreeSet<String>();
        House.variables().forEach((name, values) -> (values.equals(Set.of("AWS::NoValue")) ? locals : found).add(name));
        assertEquals(expected, found);
        // Named, so that `sam local` passes them on, and without a value.
        locals.removeIf(name -> name.startsWith("AWS_ENDPOINT_URL_"));
        assertEquals(new TreeSet<>(SECRETS), locals);
    }

    @Test
    void theReaderIsToldOfEachSetting() {
        var told = new StringBuilder();
        House.files(path -> path.equals("README.md") || path.matches("docs/\\w+\\.md"))
                .forEach(path -> told.append(House.text(path)));
        for (var name : Settings.NAMES) {
            assertTrue(told.indexOf("`" + name + "`") >= 0, name + " is documented");
        }
    }

    /** What a parameter and the code both default to is one number. */
    @Test
    void theTemplatesDefaultsAreTheCodes() {
        var settings = new Settings(Map.of());
        assertEquals(settings.allowance().perVisitor(), number("DailyLimit"));
        assertEquals(settings.allowance().perAddress(), number("DailyLimitPerAddress"));
        assertEquals(settings.allowance().dailyMicroDollars(), number("DailyBudgetUsd") * 1_000_000);
        assertEquals(settings.allowance().monthlyMicroDollars(), number("MonthlyBudgetUsd") * 1_000_000);
        assertEquals(settings.providerRequestsPerMinute(), number("ProviderRequestsPerMinute"));
        assertEquals(settings.providerConcurrent(), number("ProviderConcurrent"));
        assertEquals(settings.maxPrompt(), number("MaxPrompt"));
        assertEquals(settings.maxOutputBytes(), number("MaxOutputBytes"));
        assertEquals(settings.maxUploadBytes(), number("MaxUploadBytes"));
        assertEquals(settings.queueDeadline().toSeconds(), number("QueueDeadlineSeconds"));
        assertEquals(settings.hiapiBaseUrl().toString(), parameter("HiapiBaseUrl"));
    }

    private static long number(String parameter) {
        return Long.parseLong(parameter(parameter));
    }

    private static String parameter(String name) {
        return House.template().at("/Parameters/" + name + "/Default").asText();
    }
}
