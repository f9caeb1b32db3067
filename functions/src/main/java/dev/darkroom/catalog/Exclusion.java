package dev.darkroom.catalog;

import java.util.List;

/**
 * Ratios that the provider refuses at some resolutions.
 *
 * @param withReferences whether it holds only with references, or only without; null when it does not matter
 */
public record Exclusion(List<String> resolutions, List<String> aspectRatios, Boolean withReferences) {

    public Exclusion {
        resolutions = List.copyOf(resolutions);
        aspectRatios = List.copyOf(aspectRatios);
    }

    boolean excludes(String aspectRatio, String resolution, boolean references) {
        return resolutions.contains(resolution)
                && aspectRatios.contains(aspectRatio)
                && (withReferences == null || withReferences == references);
    }
}
