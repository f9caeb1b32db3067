package dev.darkroom.stack;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;

/** Finds the region once. */
final class Regions {

    private Regions() {}

    static String find(Optional<String> said, Map<String, String> environment) {
        return find(said, environment, Regions::ofProfile);
    }

    static String find(Optional<String> said, Map<String, String> environment, Supplier<Optional<String>> profile) {
        var region = said.or(() -> Stream.of("AWS_REGION", "AWS_DEFAULT_REGION")
                        .map(name -> environment.getOrDefault(name, "").strip())
                        .filter(value -> !value.isEmpty())
                        .findFirst())
                .or(profile)
                .orElseThrow(() -> new DeployFailed(
                        "No region is set: use --region eu-central-1 (or another), or set AWS_REGION, or set one in your"
                                + " profile with aws configure."));
        if (!region.matches("[a-z]{2,}(-[a-z]+)+-[0-9]+")) {
            throw new DeployFailed("\"" + region + "\" is not an AWS region. Use one such as eu-central-1.");
        }
        return region;
    }

    /** Never asks the instance that this may run on: an answer from there takes seconds, or never comes. */
    private static Optional<String> ofProfile() {
        try {
            return Optional.of(new AwsProfileRegionProvider().getRegion().id());
        } catch (SdkException e) {
            return Optional.empty();
        }
    }
}
