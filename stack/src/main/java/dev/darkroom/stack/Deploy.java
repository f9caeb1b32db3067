package dev.darkroom.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Behind ./deploy: takes an AWS account from nothing to the page, and back. */
public final class Deploy {

    private static final String HELP = """
            ./deploy                      deploys what is built; the first time it asks for every setting
            ./deploy Name=Value ...       the same, with these settings changed and all others kept
            ./deploy --guided             the same, and asks for every setting again
            ./deploy --yes Name=Value ... the same, and asks nothing: neither for settings nor before it changes anything
            ./deploy --key                puts in the provider's API key, or another one; it may come from a pipe
            ./deploy --adopt TasksTable=... MediaBucket=...   a new stack round what an earlier one has left
            ./deploy --delete             deletes the stack; results and their table stay
            ./deploy --delete everything  and deletes those too
            ./deploy --revision [Name=Value ...]   prints what would be deployed, as one hash

            --region says where, before AWS_REGION, AWS_DEFAULT_REGION and the profile. The stack is called darkroom, unless
            STACK names another. docs/deploy.md explains every setting.""";

    private Deploy() {}

    public static void main(String[] arguments) {
        // What the SDK remarks on its way is for its own developers: whoever deploys gets sentences.
        Logger.getLogger("software.amazon.awssdk").setLevel(Level.SEVERE);
        var terminal = new Console();
        try {
            var folder = Path.of(System.getProperty("darkroom.home", "."));
            run(List.of(arguments), System.getenv(), folder, terminal);
        } catch (Stop e) {
            System.out.flush();
            terminal.warn(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(List<String> arguments, Map<String, String> environment, Path folder, Terminal terminal) {
        var options = Options.of(arguments);
        var stack = environment.getOrDefault("STACK", "").isBlank() ? "darkroom" : environment.get("STACK");
        if (options.action() == Options.Action.HELP) {
            terminal.say(HELP);
            return;
        }
        var template = Template.in(folder.resolve("template.yaml"));
        var sam = new SamCli(folder);
        switch (options.action()) {
            case REVISION -> {
                template.knows(options.settings().keySet());
                Release.needZip(folder);
                terminal.say(Revision.of(folder, template, template.settings(Map.of(), options.settings())));
                return;
            }
            case DEPLOY -> {
                template.knows(options.settings().keySet());
                options.settings()
                        .forEach((name, value) -> template.parameters()
                                .get(name)
                                .fault(value)
                                .ifPresent(fault -> {
                                    throw new Stop(fault);
                                }));
                Release.needZip(folder);
                sam.check();
            }
            case ADOPT -> {
                Release.needZip(folder);
                sam.check();
            }
            case KEY, DELETE, DELETE_EVERYTHING, HELP -> {}
        }
        var region = Regions.find(options.region(), environment);
        Names.check(template, stack, region);
        var account = Sentences.told(new AwsAccount(AwsClients.in(region, environment)));
        terminal.say("The stack " + stack + " in " + region + ", account "
                + account.identity().account() + ".");
        var release = new Release(folder, template, account, sam, terminal);
        switch (options.action()) {
            case DEPLOY -> release.deploy(stack, region, options, false);
            case KEY ->
                new ProviderKey(account, terminal)
                        .put(account.stack(stack)
                                .filter(Stack::stands)
                                .orElseThrow(() ->
                                        new Stop("There is no stack called " + stack + " yet: ./deploy makes it.")));
            case DELETE -> new Removal(template, account, terminal).delete(stack, false);
            case DELETE_EVERYTHING -> new Removal(template, account, terminal).delete(stack, true);
            case ADOPT, REVISION, HELP ->
                throw new IllegalStateException(options.action().name());
        }
    }
}
