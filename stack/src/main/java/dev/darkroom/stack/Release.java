package dev.darkroom.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One deploy: from what was said to the page. */
final class Release {

    static final String ZIP = "functions/target/functions.zip";

    private final Path folder;
    private final Template template;
    private final Account account;
    private final Sam sam;
    private final Terminal terminal;

    Release(Path folder, Template template, Account account, Sam sam, Terminal terminal) {
        this.folder = folder;
        this.template = template;
        this.account = account;
        this.sam = sam;
        this.terminal = terminal;
    }

    static void needZip(Path folder) {
        if (!Files.isRegularFile(folder.resolve(ZIP))) {
            throw new Stop("There is no " + ZIP + " yet: build it with ./check, or faster with ./build.");
        }
    }

    void deploy(String stack, String region, Options options, boolean first) {
        var unattended = options.yes() || !terminal.interactive();
        var before = account.stack(stack).flatMap(it -> standing(it, options.yes()));
        if (before.isEmpty() && !options.yes() && !terminal.interactive()) {
            throw new Stop("There is no stack called " + stack + " yet, and no terminal to ask for its settings at: "
                    + "./deploy --yes makes it with the defaults, and with each Name=Value that follows.");
        }
        var isNew = first || before.isEmpty();
        var settings = template.settings(before.map(Stack::parameters).orElse(Map.of()), options.settings());
        if ((isNew && !unattended) || options.guided()) {
            settings = new Questions(template, terminal).ask(settings);
        }
        template.check(settings);
        settings.put(Template.REVISION, Revision.of(folder, template, settings));

        var started = Instant.now();
        var exit = sam.deploy(stack, region, settings, !unattended);
        var after = account.stack(stack);
        if (exit != 0) {
            throw new Stop(whyItFailed(stack, after, started, exit));
        }
        if (before.isEmpty() && after.filter(Stack::stands).isEmpty()) {
            forget(after);
            throw new Stop("Nothing was deployed.");
        }
        var stands = after.filter(Stack::stands)
                .orElseThrow(
                        () -> new Stop("The stack " + stack + " is not there any more: see CloudFormation's console."));
        var changed = before.isEmpty() || !before.get().changed().equals(stands.changed());
        if (!stands.parameters().equals(settings)) {
            throw new Stop(
                    changed
                            ? "The settings of the stack " + stack
                                    + " are not those that were given: somebody else has changed"
                                    + " it meanwhile. Run ./deploy again."
                            : "Nothing was deployed.");
        }
        if (!changed) {
            terminal.say("Nothing was deployed: all is as it was.");
        }
        finish(stands, isNew, changed, unattended);
    }

    private void finish(Stack stack, boolean isNew, boolean changed, boolean unattended) {
        if (isNew) {
            account.protect(stack.name(), true);
        }
        if (changed) {
            new OldVersions(account, terminal).prune(stack);
        }
        new ProviderKey(account, terminal).putIfMissing(stack, unattended);
        if (stack.parameters().getOrDefault("AlarmEmail", "").isEmpty()) {
            terminal.say(
                    "Nobody will hear of alarms: AlarmEmail is empty. ./deploy AlarmEmail=you@example.com changes that.");
        }
        terminal.say("The page is at " + stack.output("SiteUrl"));
    }

    /** The stack when it can be updated, nothing when it is still to be made, and a sentence for every other status. */
    private Optional<Stack> standing(Stack stack, boolean yes) {
        if (stack.isOnlyProposed() || stack.isGone()) {
            return Optional.empty();
        }
        if (stack.neverStood()) {
            new Removal(template, account, terminal).clearAway(stack, yes);
            return Optional.empty();
        }
        if (!stack.stands()) {
            throw new Stop(Statuses.sentence(stack));
        }
        return Optional.of(stack);
    }

    /** A declined first deploy leaves a stack that has nothing in it. */
    private void forget(Optional<Stack> proposed) {
        proposed.filter(Stack::isOnlyProposed).ifPresent(stack -> account.deleteStack(stack.id()));
    }

    private String whyItFailed(String stack, Optional<Stack> after, Instant started, int exit) {
        var failures = after.map(it -> account.failures(it.id(), started)).orElse(java.util.List.of());
        if (failures.isEmpty()) {
            return "sam deploy ended with " + exit + ": what it says above is the reason.";
        }
        var first = failures.getFirst();
        return "The deploy failed at " + first.logicalId() + " (" + first.type() + "): " + first.reason()
                + Statuses.hint(first.reason());
    }
}
