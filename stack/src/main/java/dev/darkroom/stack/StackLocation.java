package dev.darkroom.stack;

import java.util.Map;

/** Which stack, and where. */
record StackLocation(String stack, String region) {

    private static final String STACK = "darkroom";

    static StackLocation of(DeployOptions options, Map<String, String> environment) {
        var stack = environment.getOrDefault("STACK", "");
        return new StackLocation(stack.isBlank() ? STACK : stack, Regions.find(options.region(), environment));
    }

    /** How to say this place to the next ./deploy, which would otherwise look elsewhere. */
    String command(StackLocation usual) {
        return (stack.equals(usual.stack) ? "" : "STACK=" + stack + " ")
                + "./deploy"
                + (region.equals(usual.region) ? "" : " --region " + region);
    }
}
