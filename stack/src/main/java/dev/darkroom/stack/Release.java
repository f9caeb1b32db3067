package dev.darkroom.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One deploy: from what was said to the page. */
final class Release {

    private static final String ZIP = "functions/target/functions.zip";

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

    /** Whether there is nothing yet that a deploy would change. */
    static boolean isNew(Optional<Stack> stack) {
        return stack.isEmpty()
                || stack.get().isOnlyProposed()
                || stack.get().neverStood()
                || stack.get().status().startsWith("IMPORT_")
                        && stack.get().outputs().isEmpty();
    }

    void deploy(String name, String region, Options options) {
        var found = account.stack(name);
        found.ifPresent(Release::refuseUnlessReady);
        var isNew = isNew(found);
        var unattended = options.yes() || !terminal.interactive();
        if (isNew && unattended && !options.yes()) {
            throw new Stop(
                    "There is no stack called " + name + " yet, and no terminal to ask for its settings at: ./deploy"
                            + " --yes makes it with the defaults, and with each Name=Value that follows.");
        }
        // One whose first deploy failed has to go, and what was answered then need not be answered again.
        found.filter(Stack::neverStood)
                .ifPresent(stack -> new Removal(template, account, terminal).clearAway(stack, options.yes()));
        var settings = template.settings(found.map(Stack::parameters).orElse(Map.of()), options.settings());
        if (options.guided() || isNew && !unattended) {
            settings = new Questions(template, terminal).ask(settings);
        }
        template.check(settings);
        settings.put(Template.REVISION, Revision.of(folder, template, settings));

        var started = Instant.now();
        var exit = sam.deploy(name, region, settings, !unattended);
        var after = account.stack(name);
        if (exit != 0) {
            throw new Stop(whyItFailed(after, started, exit));
        }
        var changed = !after.map(Stack::changed)
                .equals(found.filter(stack -> !stack.neverStood()).map(Stack::changed));
        if (after.filter(Stack::stands).isEmpty()) {
            // A declined first deploy leaves a stack that has nothing in it.
            after.filter(Stack::isOnlyProposed).ifPresent(stack -> account.deleteStack(stack.id()));
            throw new Stop("Nothing was deployed.");
        }
        if (!settings.get(Template.REVISION).equals(after.get().parameters().get(Template.REVISION))) {
            throw new Stop(
                    changed
                            ? "Somebody else has deployed " + name
                                    + " meanwhile: see what it is now, and run ./deploy again."
                            : "Nothing was deployed.");
        }
        finish(after.get(), isNew, changed, unattended);
    }

    private static void refuseUnlessReady(Stack stack) {
        if (!stack.stands() && !stack.isOnlyProposed() && !stack.neverStood()) {
            throw new Stop(Statuses.sentence(stack));
        }
    }

    private void finish(Stack stack, boolean isNew, boolean changed, boolean unattended) {
        var page = stack.output("SiteUrl");
        var key = new ProviderKey(account, terminal);
        var keyIsMissing = key.isMissing(stack);
        // A first deploy that stopped half-way has not come to this, and has asked for no key either.
        if (isNew || keyIsMissing && !stack.isProtected()) {
            account.protect(stack.name(), true);
        }
        if (changed) {
            new OldVersions(account, terminal).prune(stack);
        } else {
            terminal.say("Nothing was deployed: all is as it was.");
        }
        if ("".equals(stack.parameters().get("AlarmEmail"))) {
            terminal.say(
                    "Nobody will hear of alarms: AlarmEmail is empty. ./deploy AlarmEmail=you@example.com changes that.");
        }
        if (keyIsMissing && unattended) {
            terminal.say(
                    "The provider's API key is not put in yet: ./deploy --key asks for it, or reads it from a pipe.");
        } else if (keyIsMissing) {
            key.put(stack);
        }
        terminal.say("The page is at " + page);
    }

    private String whyItFailed(Optional<Stack> after, Instant started, int exit) {
        var failures = after.map(stack -> account.failures(stack.id(), started)).orElse(List.of());
        if (failures.isEmpty()) {
            return "sam deploy ended with " + exit + ": what it says above is the reason.";
        }
        var first = failures.getFirst();
        return "The deploy failed at " + first.logicalId() + " (" + first.type() + "): " + first.reason()
                + Statuses.hint(first.reason());
    }
}
