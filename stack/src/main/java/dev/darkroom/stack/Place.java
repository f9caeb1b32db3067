package dev.darkroom.stack;

import java.util.Map;

/** Which stack, and where. */
record Place(String stack, String region) {

    private static final String STACK = "darkroom";

    static Place of(DeployOptions options, Map<String, String> environment) {
        var stack = environment.getOrDefault("STACK", "");
        return new Place(stack.isBlank() ? STACK : stack, Regions.find(options.region(), environment));
    }

    /** How to say this place to the next ./deploy, which would otherwise look elsewhere. */
    String command(Place usual) {
        return (stack.equals(usual.stack) ? "" : "STACK=" + stack + " ")
                + "./deploy"
                + (region.equals(usual.region) ? "" : " --region " + region);
    }
}
