package dev.darkroom.stack;

import java.util.Map;
import java.util.TreeMap;

/** Asks for every setting, with what it is now as the answer that Enter gives. */
final class SettingsPrompt {

    private final Template template;
    private final Terminal terminal;

    SettingsPrompt(Template template, Terminal terminal) {
        this.template = template;
        this.terminal = terminal;
    }

    /** Where a first deploy is to go; what was named outright is not asked for again. */
    static StackLocation askPlace(
            StackLocation now, Map<String, String> environment, DeployOptions options, Terminal terminal) {
        var stack =
                environment.containsKey("STACK") ? now.stack() : askPlain("The stack's name", now.stack(), terminal);
        var region = options.region().isPresent() ? now.region() : askPlain("The region", now.region(), terminal);
        return new StackLocation(stack, region);
    }

    private static String askPlain(String what, String now, Terminal terminal) {
        var said = terminal.ask(what + " [" + now + "]: ")
                .orElseThrow(() -> new DeployFailed("Nothing was deployed."))
                .strip();
        return said.isEmpty() ? now : said;
    }

    TreeMap<String, String> ask(Map<String, String> now) {
        var settings = new TreeMap<>(now);
        terminal.say("Press Enter to keep the value in brackets; type a single space to clear it.");
        while (true) {
            for (var group : template.groups()) {
                terminal.say("");
                terminal.say(group.label());
                group.parameters().forEach(parameter -> settings.put(parameter.name(), ask(parameter, settings)));
            }
            var faults = TemplateRules.faults(template.root().path("Rules"), settings);
            if (faults.isEmpty()) {
                return settings;
            }
            faults.forEach(terminal::say);
            terminal.say("Please correct these. Your answers are now the values in brackets.");
        }
    }

    private String ask(Parameter parameter, Map<String, String> settings) {
        var now = settings.getOrDefault(parameter.name(), "");
        terminal.say("  " + parameter.description());
        if (!parameter.allowed().isEmpty()) {
            terminal.say("  One of " + String.join(", ", parameter.allowed()) + ".");
        }
        while (true) {
            var said = terminal.ask("  " + parameter.name() + " [" + now + "]: ")
                    .orElseThrow(() -> new DeployFailed("Nothing was deployed."));
            var value = said.isEmpty() ? now : said.strip();
            var fault = parameter.fault(value);
            if (fault.isEmpty()) {
                return value;
            }
            terminal.say("  " + fault.get());
        }
    }
}
