package dev.darkroom;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a store other than S3 needs: a bucket, a region and keys of its own. None of AWS's are right for it. What is said here is
 * also said by the template's parameters (ParametersTest).
 */
final class OtherStoreSettings {

    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]+");

    private OtherStoreSettings() {}

    /** @throws BadSetting with a sentence for each that is missing, or for the first that is wrong */
    static void check(Function<String, Optional<String>> settings) {
        checkForm(settings, "MEDIA_BUCKET", BUCKET, "must be a bucket's name alone, such as darkroom");
        checkForm(settings, "MEDIA_S3_REGION", REGION, "must be a region such as auto or us-east-1");
        checkAddress(settings);
        checkAll(settings);
    }

    private static void checkForm(Function<String, Optional<String>> settings, String name, Pattern form, String rule) {
        settings.apply(name).filter(text -> !form.matcher(text).matches()).ifPresent(text -> {
            throw new BadSetting(name, rule + ", not \"" + text + "\"");
        });
    }

    /** R2's dashboard shows the bucket behind it: then each file would be put beside where it is looked for. */
    private static void checkAddress(Function<String, Optional<String>> settings) {
        var name = "MEDIA_S3_ENDPOINT";
        settings.apply(name)
                .map(text -> BaseUrl.read(name, text).getRawPath())
                .filter(path -> !path.isEmpty())
                .ifPresent(path -> {
                    throw new BadSetting(
                            name,
                            "must be an address without \"" + path + "\": the bucket's name goes into MEDIA_BUCKET");
                });
    }

    private static void checkAll(Function<String, Optional<String>> settings) {
        var keys = settings.apply("MEDIA_SECRET_ARN").isPresent()
                ? Stream.<String>empty()
                : Stream.of("MEDIA_S3_ACCESS_KEY_ID", "MEDIA_S3_SECRET_ACCESS_KEY");
        var missing = Stream.concat(Stream.of("MEDIA_BUCKET", "MEDIA_S3_REGION"), keys)
                .filter(name -> settings.apply(name).isEmpty())
                .toList();
        if (settings.apply("MEDIA_S3_ENDPOINT").isPresent() && !missing.isEmpty()) {
            throw new BadSetting(missing, "is missing, and MEDIA_S3_ENDPOINT needs it");
        }
    }
}
