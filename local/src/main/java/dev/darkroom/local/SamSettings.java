package dev.darkroom.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What {@code sam local} gives a function with {@code --env-vars}, so that it works in its container on the tables, the
 * store, the state machine and the provider that run here. Lies in the data folder for as long as they run, or, if they
 * are killed, until the next run.
 */
final class SamSettings {

    static final String FILE = "sam.json";

    private static final List<String> ENDPOINTS =
            List.of("AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL_SFN");

    private SamSettings() {}

    /**
     * @param settings those of the run
     * @param address where a container finds what this machine finds at an address
     * @return takes the file away again
     */
    static AutoCloseable write(Path data, Map<String, String> settings, UnaryOperator<String> address) {
        var file = data.resolve(FILE);
        try {
            Secrets.write(file, json(all(settings, address)));
        } catch (IOException e) {
            throw CannotStart.because(String.format(Locale.ROOT, "The file %s cannot be written.", file), e);
        }
        return () -> remove(data);
    }

    /** Also before a run: one that was killed has left its own, with the provider's key in it. */
    static void remove(Path data) {
        var file = data.resolve(FILE);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw CannotStart.because(String.format(Locale.ROOT, "The file %s cannot be removed.", file), e);
        }
    }

    /**
     * Every setting: those that are not set here are empty, which is as good as none, so that what the template names
     * (a secret, another store) does not come in their place.
     */
    static Map<String, String> all(Map<String, String> settings, UnaryOperator<String> address) {
        var all = new TreeMap<String, String>();
        Settings.NAMES.forEach(name -> all.put(name, settings.getOrDefault(name, "")));
        ENDPOINTS.forEach(name -> all.put(name, settings.getOrDefault(name, "")));
        if (all.get("MEDIA_S3_ENDPOINT").isEmpty()) {
            // The keys that SAM gives a function for AWS are its user's own: our store knows them not.
            all.put("MEDIA_S3_ENDPOINT", settings.get("AWS_ENDPOINT_URL_S3"));
            all.put("MEDIA_S3_REGION", settings.get("AWS_REGION"));
            all.put("MEDIA_S3_ACCESS_KEY_ID", settings.get("AWS_ACCESS_KEY_ID"));
            all.put("MEDIA_S3_SECRET_ACCESS_KEY", settings.get("AWS_SECRET_ACCESS_KEY"));
        }
        all.put("SITE_FOLDER", "/opt");
        all.put("SITE_FILES", SampleSite.FILES);
        all.replaceAll((name, value) -> isAskedByTheFunction(name) ? address.apply(value) : value);
        return all;
    }

    /** The others are handed out, to browsers and to the provider, which do not lie in a container. */
    private static boolean isAskedByTheFunction(String name) {
        return ENDPOINTS.contains(name) || name.equals("MEDIA_S3_ENDPOINT") || name.equals("HIAPI_BASE_URL");
    }

    /** For all functions: SAM leaves out, of each, what the template does not name. */
    private static String json(Map<String, String> all) throws JsonProcessingException {
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(Map.of("Parameters", all)) + "\n";
    }
}
