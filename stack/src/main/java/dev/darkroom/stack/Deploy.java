package dev.darkroom.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Behind ./deploy: takes an AWS account from nothing to the page, and back. */
public final class Deploy {

    private static final String HELP = """
            ./deploy                      deploys what ./build built; the first time it asks for every setting
            ./deploy Name=Value ...       the same, and changes these settings; the others stay
            ./deploy --guided             the same, and asks for every setting again
            ./deploy --yes Name=Value ... the same, and asks nothing: no settings, no confirmation
            ./deploy --key                saves the provider's API key; it may come from a pipe
            ./deploy --adopt TasksTable=NAME ...   creates a new stack that reuses the data of a deleted one (docs/operations.md)
            ./deploy --delete             deletes the stack; the images, the table and the visitors' keys stay
            ./deploy --delete everything  deletes those too
            ./deploy --revision [Name=Value ...]   prints a hash of what would be deployed

            --region names the region; without it AWS_REGION, AWS_DEFAULT_REGION or the profile do. The stack is called darkroom,
            unless STACK names another. docs/deploy.md explains every setting.""";

    private final Path folder;
    private final Map<String, String> environment;
    private final Terminal terminal;
    private final Sam sam;
    private final Function<String, Account> accounts;

    /** @param accounts the account in a region */
    Deploy(
            Path folder,
            Map<String, String> environment,
            Terminal terminal,
            Sam sam,
            Function<String, Account> accounts) {
        this.folder = folder;
        this.environment = environment;
        this.terminal = terminal;
        this.sam = sam;
        this.accounts = accounts;
    }

    public static void main(String[] arguments) {
        // What the SDK remarks on its way is for its own developers: whoever deploys gets sentences.
        Logger.getLogger("software.amazon.awssdk").setLevel(Level.OFF);
        var terminal = new Console();
        var folder = Path.of(System.getProperty("darkroom.home", "."));
        var environment = System.getenv();
        try {
            new Deploy(
                            folder,
                            environment,
                            terminal,
                            new SamCli(folder),
                            region -> ErrorMessages.told(new AwsAccount(AwsClients.in(region, environment))))
                    .run(List.of(arguments));
        } catch (DeployFailed e) {
            System.out.flush();
            terminal.warn(e.getMessage());
            System.exit(1);
        }
    }

    void run(List<String> arguments) {
        var options = DeployOptions.of(arguments);
        switch (options.action()) {
            case HELP -> terminal.say(HELP);
            case REVISION -> tellRevision(options);
            case DEPLOY -> deploy(options);
            case ADOPT -> adopt(options);
            case KEY -> putKey(options);
            case DELETE -> delete(options, false);
            case DELETE_EVERYTHING -> delete(options, true);
        }
    }

    private void tellRevision(DeployOptions options) {
        var template = readTemplate();
        template.checkSaid(options.settings());
        Release.requireZip(folder);
        terminal.say(RevisionHash.of(folder, template, template.settings(Map.of(), options.settings())));
    }

    private void deploy(DeployOptions options) {
        var template = readTemplate();
        template.checkSaid(options.settings());
        Release.requireZip(folder);
        sam.check();
        var usual = StackLocation.of(options, environment);
        var place = usual;
        StackNames.check(template, place.stack(), place.region());
        var account = enter(place);
        if (terminal.interactive()
                && !options.yes()
                && account.findStack(place.stack()).isEmpty()) {
            place = SettingsPrompt.askPlace(usual, environment, options, terminal);
            StackNames.check(template, place.stack(), place.region());
            account = place.equals(usual) ? account : enter(place);
        }
        new Release(folder, template, account, sam, terminal).deploy(place.stack(), place.region(), options);
        if (!place.equals(usual)) {
            terminal.say("To deploy this stack again, use: " + place.command(usual));
        }
    }

    private void adopt(DeployOptions options) {
        var template = readTemplate();
        var stores = Template.read(folder.resolve("infra/adopt.yaml"));
        var named = ResourceImport.named(stores, options.settings());
        var settings = options.without(named.keySet());
        template.checkSaid(settings.settings());
        Release.requireZip(folder);
        sam.check();
        var place = StackLocation.of(options, environment);
        StackNames.check(template, place.stack(), place.region());
        var account = enter(place);
        var release = new Release(folder, template, account, sam, terminal);
        release.refuseUnlessAnswered(place.stack(), settings);
        var adoption = new ResourceImport(stores, account, terminal);
        var found = adoption.find(place.stack(), named);
        var settled = release.settle(found.settings(), settings, !settings.yes());
        adoption.adopt(place.stack(), found, settled);
        release.deploy(place.stack(), place.region(), settings.with(settled));
    }

    private void putKey(DeployOptions options) {
        var place = StackLocation.of(options, environment);
        var account = enter(place);
        var stack = account.findOurStack(place.stack())
                .filter(it -> !Release.isNew(Optional.of(it)))
                .orElseThrow(() ->
                        new DeployFailed("There is no stack called " + place.stack() + " yet: ./deploy makes it."));
        var key = new ProviderKey(account, terminal);
        Release.protectAtFirst(account, stack, key.isMissing(stack));
        key.put(stack);
    }

    private void delete(DeployOptions options, boolean everything) {
        var place = StackLocation.of(options, environment);
        new StackDeletion(readTemplate(), enter(place), terminal, place.region()).delete(place.stack(), everything);
    }

    /** Says where everything will happen, before it does. */
    private Account enter(StackLocation place) {
        var account = accounts.apply(place.region());
        terminal.say("The stack " + place.stack() + " in " + place.region() + ", account "
                + account.readIdentity().account() + ".");
        return account;
    }

    private Template readTemplate() {
        return Template.read(folder.resolve("template.yaml"));
    }
}
