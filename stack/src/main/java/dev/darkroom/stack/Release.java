package dev.darkroom.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

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

    static void requireZip(Path folder) {
        if (!Files.isRegularFile(folder.resolve(ZIP))) {
            throw new DeployFailed("There is no " + ZIP + " yet: run ./build (or ./check) first.");
        }
    }

    /** Whether there is nothing yet that a deploy would change. */
    static boolean isNew(Optional<Stack> stack) {
        return stack.isEmpty() || stack.get().isOnlyProposed() || stack.get().neverStood();
    }

    /** Settings for a new stack are said by somebody: at a terminal, or by --yes, which takes the defaults. */
    void refuseUnlessAnswered(String name, DeployOptions options) {
        if (!options.yes() && !terminal.interactive()) {
            throw new DeployFailed(
                    "There is no stack called " + name + " yet, and no terminal to ask for its settings at: ./deploy"
                            + " --yes makes it with the defaults, and with each Name=Value that follows.");
        }
    }

    /** All settings as they are to stand, asked for where somebody is to answer, and found to go together. */
    SortedMap<String, String> settle(Map<String, String> has, DeployOptions options, boolean ask) {
        var settings = template.settings(has, options.settings());
        if (ask) {
            settings = new SettingsPrompt(template, terminal).ask(settings);
        }
        template.check(settings);
        return settings;
    }

    void deploy(String name, String region, DeployOptions options) {
        var found = account.findOurStack(name);
        found.ifPresent(Release::refuseUnlessReady);
        var isNew = isNew(found);
        var unattended = options.yes() || !terminal.interactive();
        if (isNew) {
            refuseUnlessAnswered(name, options);
        }
        // One whose first deploy failed has to go, and what was answered then need not be answered again.
        found.filter(Stack::neverStood)
                .ifPresent(stack ->
                        new StackDeletion(template, account, terminal, region).clearAway(stack, options.yes()));
        var settings = settle(
                found.map(Stack::parameters).orElse(Map.of()), options, options.guided() || isNew && !unattended);
        settings.put(Template.REVISION, RevisionHash.of(folder, template, settings));

        settings.put(Template.PAGE, new PublishedPage(folder, account, terminal).decide(found));

        var started = Instant.now();
        var exit = sam.deploy(name, region, settings, !unattended);
        var after = account.findStack(name);
        if (exit != 0) {
            throw new DeployFailed(explainFailure(after, started, exit));
        }
        var changed = !after.map(Stack::changed)
                .equals(found.filter(stack -> !stack.neverStood()).map(Stack::changed));
        if (after.filter(Stack::stands).isEmpty()) {
            // A declined first deploy leaves a stack that has nothing in it; one that was there before is somebody's
            // plan.
            after.filter(Stack::isOnlyProposed)
                    .filter(stack ->
                            found.map(Stack::id).filter(stack.id()::equals).isEmpty())
                    .ifPresent(stack -> account.deleteStack(stack.id()));
            throw new DeployFailed("Nothing was deployed.");
        }
        if (!after.get().parameters().entrySet().containsAll(derived(settings).entrySet())) {
            throw new DeployFailed(
                    changed
                            ? "Somebody else has deployed " + name
                                    + " meanwhile: see what it is now, and run ./deploy again."
                            : "Nothing was deployed.");
        }
        finish(after.get(), isNew, changed, unattended);
    }

    private static Map<String, String> derived(Map<String, String> settings) {
        return Map.of(Template.REVISION, settings.get(Template.REVISION), Template.PAGE, settings.get(Template.PAGE));
    }

    private static void refuseUnlessReady(Stack stack) {
        if (!stack.stands() && !stack.isOnlyProposed() && !stack.neverStood()) {
            throw new DeployFailed(StackStatuses.sentence(stack));
        }
    }

    private void finish(Stack stack, boolean isNew, boolean changed, boolean unattended) {
        var page = stack.requireOutput("SiteUrl");
        var key = new ProviderKey(account, terminal);
        var keyIsMissing = key.isMissing(stack);
        protectAtFirst(account, stack, isNew || keyIsMissing);
        if (changed) {
            new OldVersions(account, terminal).prune(stack);
        } else {
            terminal.say("No changes to deploy.");
        }
        if ("".equals(stack.parameters().get("AlarmEmail"))) {
            terminal.say(
                    "No e-mail address gets alarms: AlarmEmail is empty. ./deploy AlarmEmail=you@example.com changes that.");
        }
        if (keyIsMissing && unattended) {
            terminal.say("The provider's API key is missing: ./deploy --key asks for it, or reads it from a pipe.");
        } else if (keyIsMissing) {
            key.put(stack);
        }
        terminal.say("The page is at " + page);
    }

    /** A first deploy that stopped half-way has not come to this, and its key is missing still; later it is the owner's choice. */
    static void protectAtFirst(Account account, Stack stack, boolean atFirst) {
        if (atFirst && !stack.isProtected()) {
            account.protect(stack.name(), true);
        }
    }

    private String explainFailure(Optional<Stack> after, Instant started, int exit) {
        var failures =
                after.map(stack -> account.listFailures(stack.id(), started)).orElse(List.of());
        if (failures.isEmpty()) {
            return "sam deploy ended with " + exit + ": what it says above is the reason.";
        }
        var first = failures.getFirst();
        return "The deploy failed at " + first.logicalId() + " (" + first.type() + "): " + first.reason()
                + StackStatuses.hint(first.reason());
    }
}
