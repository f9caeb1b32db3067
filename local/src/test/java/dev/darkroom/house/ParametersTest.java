package dev.darkroom.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.BadSetting;
import dev.darkroom.Live;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the template lets through is what the functions can read, and the other way round. */
class ParametersTest {

    /** A key that works in ./run must not be refused by ./deploy --key, which knows nothing of the functions. */
    @Test
    void aKeyIsTakenByDeployAndByTheCodeOrByNeither() {
        var rule = "matches(\"[!-~]+\")";
        for (var reader : List.of("/hiapi/", "/stack/ProviderKey.java")) {
            assertEquals(
                    1,
                    House.files(path -> path.contains("/src/main/java/") && path.contains(reader)).stream()
                            .filter(path -> House.text(path).contains(rule))
                            .count(),
                    reader);
        }
    }

    /** Besides what is said to be the bounds: forms of numbers that CloudFormation, Java, or a hurried hand takes. */
    private static final List<String> FORMS = List.of(
            "-1",
            "+1",
            "-0",
            "0",
            "00",
            "01",
            "1",
            "1.0",
            "1.",
            ".5",
            "0.5",
            "10.5",
            "1e3",
            "1E3",
            "1e-3",
            "0x10",
            "1_000",
            "1,000",
            "1 000",
            "\u0661\u0660",
            "NaN",
            "Infinity",
            "ten",
            "off",
            "OFF",
            "none",
            "true",
            "1s",
            "$5",
            "12.50",
            "0.000001",
            "0.0000001",
            "1.0000000",
            "25.1234567",
            "999999999",
            "999999999.999999",
            "1000000000",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999999999");

    /** What somebody may take for an address, a region or a bucket. */
    private static final List<String> TEXTS = List.of(
            "https://example.com",
            "https://a-b.example.com:8443",
            "https://example.com/v1",
            "https://account.r2.cloudflarestorage.com/darkroom",
            "https://",
            "https://?x",
            "https:///v1",
            "https://exa mple.com",
            "https://example.com?x=1",
            "https://example.com/v1?x=1",
            "https://exa_mple.com",
            "https://-",
            "https://example.com/%zz",
            "https://example.com:port",
            "https://example.com:0",
            "https://example.com:65536",
            "https://a.1",
            "https://-a.b",
            "https://a-.b",
            "https://a..b",
            "https://u@a.b",
            "https://u:p@a.b",
            "https://a.b#c",
            "https://a.b/#c",
            "ftp://a.b",
            "example.com",
            "http://a.b",
            "http://127.0.0.1:9000",
            "https://a.b/",
            "auto",
            "us-east-1",
            "us east",
            "US",
            "eu_central",
            "darkroom",
            "my.pictures_2",
            "darkroom/generations",
            "/darkroom",
            "..",
            "?",
            "ma\u00dfe");

    /** Nearby addresses, as {@code ./run} may be given them, and a slash that it cuts. */
    private static final Set<String> AT_HOME = Set.of("http://a.b", "http://127.0.0.1:9000", "https://a.b/");

    private static final JsonNode PARAMETERS = House.template().get("Parameters");

    /** Which parameters a function gets as they are, by the setting's name. */
    private static Map<String, String> settings() {
        var settings = new TreeMap<String, String>();
        House.functions()
                .values()
                .forEach(function -> function.at("/Properties/Environment/Variables")
                        .properties()
                        .forEach(variable -> {
                            var parameter = parameter(variable.getValue());
                            if (PARAMETERS.has(parameter)) {
                                settings.put(variable.getKey(), parameter);
                            }
                        }));
        return settings;
    }

    /** {@code !Ref X}, plain (as House reads it) or behind the condition that it is given at all. */
    private static String parameter(JsonNode value) {
        return value.isArray() ? value.get(1).asText() : value.asText();
    }

    private static String said(String parameter) {
        return PARAMETERS.at("/" + parameter + "/ConstraintDescription").asText();
    }

    private static boolean isNumber(String parameter) {
        return said(parameter).matches("must be (a whole number|an amount) .*");
    }

    @Test
    void aNumberIsTakenByTheTemplateAndByTheCodeOrByNeither() {
        var numbers = new TreeMap<>(settings());
        numbers.values().removeIf(parameter -> !isNumber(parameter));
        assertEquals(12, numbers.size(), numbers.toString());
        numbers.forEach((setting, parameter) -> {
            var taken = 0;
            for (var value : values(parameter)) {
                assertEquals(
                        takenByTheCode(setting, value),
                        takenByTheTemplate(parameter, value),
                        parameter + "=" + value + " and " + setting);
                taken += takenByTheTemplate(parameter, value) ? 1 : 0;
            }
            assertTrue(taken > 3, parameter + " takes " + taken);
        });
    }

    /** The bounds that the parameter's own words name, and what is next to them. */
    private static TreeSet<String> values(String parameter) {
        var values = new TreeSet<>(FORMS);
        var words = said(parameter);
        var bounds = Pattern.compile("from (\\d+) to (\\d+)").matcher(words);
        if (bounds.find()) {
            for (var bound : List.of(bounds.group(1), bounds.group(2))) {
                for (var step : List.of(-1, 0, 1)) {
                    var value = new BigDecimal(bound).add(BigDecimal.valueOf(step));
                    values.addAll(List.of(value.toPlainString(), value + ".0", value + "0", "9" + value, "0" + value));
                }
            }
            // A pattern is a list of ranges of digits: each step from one range to the next could be off by one.
            var most = Long.parseLong(bounds.group(2));
            for (var unit = 1L; unit <= most; unit *= 10) {
                for (var digit = 1; digit <= 9; digit++) {
                    for (var base : List.of(0L, most - most % (unit * 10))) {
                        values.add(String.valueOf(base + digit * unit));
                        values.add(String.valueOf(base + digit * unit - 1));
                    }
                }
            }
        }
        return values;
    }

    private static boolean takenByTheCode(String setting, String value) {
        try {
            // What another store has to have besides.
            var all = new HashMap<>(
                    Map.of("MEDIA_BUCKET", "b", "MEDIA_S3_REGION", "auto", "MEDIA_SECRET_ARN", "arn:aws:secret"));
            all.put(setting, value);
            live(all);
            return true;
        } catch (BadSetting bad) {
            assertTrue(bad.getMessage().startsWith("The setting " + setting + " "), bad.getMessage());
            return false;
        }
    }

    /** As CloudFormation does: the whole of a string must match. Source: its guide, Parameters, AllowedPattern, 2026. */
    private static boolean takenByTheTemplate(String parameter, String value) {
        return value.matches(PARAMETERS.at("/" + parameter + "/AllowedPattern").asText());
    }

    private static Live live(Map<String, String> environment) {
        return new Live(environment, InstantSource.system(), line -> {});
    }

    /** CloudFormation's own type takes 10.5 and 1e3, and has no pattern. */
    @Test
    void noNumberIsLeftToCloudFormation() {
        PARAMETERS.properties().forEach(entry -> {
            if (entry.getValue().get("Type").asText().equals("Number")) {
                assertTrue(entry.getValue().has("AllowedValues"), entry.getKey());
            }
            if (isNumber(entry.getKey())) {
                assertTrue(
                        takenByTheTemplate(
                                entry.getKey(), entry.getValue().get("Default").asText()),
                        entry.getKey());
            }
        });
    }

    /** An option is empty by default, and then not handed to the functions at all. */
    @Test
    void emptyIsTakenWhereItIsSaidToBe() {
        settings().values().stream().filter(ParametersTest::isNumber).forEach(parameter -> {
            var said = said(parameter);
            assertEquals(said.endsWith(", or empty."), takenByTheTemplate(parameter, ""), parameter);
        });
    }

    /** Whatever has a pattern and is no number: an address, a region, a bucket. */
    @Test
    void aTextIsTakenByTheTemplateAndByTheCodeOrByNeither() {
        var texts = new TreeMap<>(settings());
        texts.values()
                .removeIf(parameter ->
                        isNumber(parameter) || !PARAMETERS.get(parameter).has("AllowedPattern"));
        assertEquals(
                Set.of(
                        "HiapiBaseUrl",
                        "MediaS3Endpoint",
                        "MediaBaseUrl",
                        "MediaS3Region",
                        "MediaS3Bucket",
                        "ModelPrices"),
                Set.copyOf(texts.values()));
        texts.remove("MODEL_PRICES"); // CloudFormation reads no JSON
        texts.forEach((setting, parameter) -> {
            var taken = 0;
            for (var value : TEXTS) {
                var byTheTemplate = takenByTheTemplate(parameter, value);
                assertEquals(
                        byTheTemplate || AT_HOME.contains(value) && isAddress(parameter),
                        takenByTheCode(setting, value),
                        parameter + "=" + value + " and " + setting);
                taken += byTheTemplate ? 1 : 0;
            }
            assertTrue(taken > 1, parameter + " takes " + taken);
        });
    }

    private static boolean isAddress(String parameter) {
        return said(parameter).startsWith("must be an https address");
    }

    /** Each function reads all that it has when it starts: a wrong one fails the deployment, and says its name. */
    @Test
    void everyFunctionChecksAllItsSettingsWhenItStarts() {
        var wrong = Map.of(
                "HIAPI_BASE_URL",
                "nowhere",
                "MEDIA_BASE_URL",
                "nowhere",
                "MEDIA_S3_ENDPOINT",
                "nowhere",
                "CALLBACK_BASE_URL",
                "nowhere",
                "MODEL_PRICES",
                "{\"No such model\": 1}");
        var read = new TreeMap<>(settings());
        read.values().removeIf(parameter -> !isNumber(parameter));
        read.putAll(wrong);
        read.forEach((setting, parameter) ->
                assertFalse(takenByTheCode(setting, wrong.getOrDefault(setting, "wrong")), setting));
        assertThrows(BadSetting.class, () -> live(Map.of("MAX_PROMPT", "0", "TASKS_TABLE", "tasks")));
    }
}
