package dev.darkroom.stack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was said to ./deploy. */
public record DeployOptions(
        Action action, boolean guided, boolean yes, Optional<String> region, Map<String, String> settings) {

    enum Action {
        HELP,
        DEPLOY,
        KEY,
        DELETE,
        DELETE_EVERYTHING,
        REVISION,
        ADOPT
    }

    static DeployOptions of(List<String> arguments) {
        var action = Action.DEPLOY;
        var guided = false;
        var yes = false;
        Optional<String> region = Optional.empty();
        var settings = new LinkedHashMap<String, String>();
        for (var i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            switch (argument) {
                case "-h", "--help" -> action = requireOnly(action, Action.HELP);
                case "--guided" -> guided = true;
                case "--yes", "-y" -> yes = true;
                case "--key" -> action = requireOnly(action, Action.KEY);
                case "--revision" -> action = requireOnly(action, Action.REVISION);
                case "--adopt" -> action = requireOnly(action, Action.ADOPT);
                case "--delete" -> {
                    action = requireOnly(action, Action.DELETE);
                    if (i + 1 < arguments.size() && arguments.get(i + 1).equals("everything")) {
                        action = Action.DELETE_EVERYTHING;
                        i++;
                    }
                }
                case "--region" -> {
                    if (i + 1 == arguments.size()) {
                        throw new DeployFailed("--region needs the region's name, such as --region eu-central-1.");
                    }
                    region = Optional.of(arguments.get(++i));
                }
                default -> {
                    if (argument.startsWith("--region=")) {
                        region = Optional.of(argument.substring("--region=".length()));
                    } else {
                        addSetting(argument, action, settings);
                    }
                }
            }
        }
        checkSettings(action, settings);
        if (guided && (yes || action != Action.DEPLOY)) {
            throw new DeployFailed(
                    "--guided asks for every setting, so the only other option that it allows is --region.");
        }
        return new DeployOptions(action, guided, yes, region, settings);
    }

    DeployOptions without(Set<String> names) {
        var rest = new LinkedHashMap<>(settings);
        rest.keySet().removeAll(names);
        return new DeployOptions(action, guided, yes, region, rest);
    }

    /** The same, with all settings settled. */
    DeployOptions with(Map<String, String> settled) {
        return new DeployOptions(action, guided, yes, region, settled);
    }

    private static Action requireOnly(Action before, Action now) {
        if (before != Action.DEPLOY) {
            throw new DeployFailed("Use one action at a time. See ./deploy --help.");
        }
        return now;
    }

    private static void addSetting(String argument, Action action, Map<String, String> settings) {
        if (argument.startsWith("-")) {
            throw new DeployFailed("Unknown option " + argument + ". See ./deploy --help.");
        }
        if (action == Action.DELETE) {
            throw new DeployFailed(
                    "Use ./deploy --delete or ./deploy --delete everything; \"" + argument + "\" is neither.");
        }
        var end = argument.indexOf('=');
        if (end < 1 || !argument.substring(0, end).matches("[A-Za-z][A-Za-z0-9]*")) {
            throw new DeployFailed("\"" + argument
                    + "\" is not a valid setting. Write Name=Value, for example DailyLimit=20. See ./deploy --help.");
        }
        settings.put(argument.substring(0, end), argument.substring(end + 1));
    }

    private static void checkSettings(Action action, Map<String, String> settings) {
        switch (action) {
            case DEPLOY, REVISION, ADOPT, HELP -> {}
            case KEY, DELETE, DELETE_EVERYTHING -> {
                if (!settings.isEmpty()) {
                    throw new DeployFailed(
                            "This action takes no settings: leave " + String.join(", ", settings.keySet()) + " out.");
                }
            }
        }
    }
}
