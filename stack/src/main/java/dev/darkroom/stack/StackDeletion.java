package dev.darkroom.stack;

import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Takes the stack away, and with {@code everything} also what outlives it, and what earlier ones of its name have left. */
final class StackDeletion {

    /** Source: samcli/lib/bootstrap/bootstrap.py, SAM_CLI_STACK_NAME, and its output SourceBucket; 1.170.0. */
    private static final String SAM_STACK = "aws-sam-cli-managed-default";

    private final RetainedResources leftovers;
    private final Account account;
    private final Terminal terminal;
    private final String region;

    StackDeletion(Template template, Account account, Terminal terminal, String region) {
        leftovers = new RetainedResources(template, account);
        this.account = account;
        this.terminal = terminal;
        this.region = region;
    }

    void delete(String name, boolean everything) {
        var stack = account.findOurStack(name);
        stack.filter(Stack::isMoving).ifPresent(it -> {
            throw new DeployFailed(StackStatuses.sentence(it));
        });
        var stores = leftovers.find(name, stack);
        if (stack.isEmpty() && (stores.isEmpty() || !everything)) {
            throw new DeployFailed(nothing(name, stores));
        }
        if (everything) {
            check(stores, stack);
        }
        confirm(name, stores, everything);
        stack.ifPresent(it -> {
            remove(it);
            forgetPackages(name);
        });
        // Only now is it sure that the rest can go.
        if (everything) {
            deleteStores(stores);
            var left = leftovers.find(name, Optional.empty());
            terminal.say(
                    left.isEmpty()
                            ? "Everything is deleted."
                            : "More was found and is not deleted yet; run the same command again: "
                                    + RetainedResources.names(left) + ".");
        } else {
            terminal.say(
                    "The stack is deleted. These stay, and you pay for their storage: "
                            + RetainedResources.names(stores)
                            + ". A new stack can reuse them (docs/operations.md, A way back); ./deploy --delete everything deletes them.");
        }
    }

    /** A stack whose first deploy failed and was rolled back can be neither updated nor made again: it has to go first. */
    void clearAway(Stack stack, boolean yes) {
        var why = account.listFailures(stack.id(), Instant.EPOCH);
        var what = "The stack " + stack.name() + " could not be made the last time (" + stack.status() + ")"
                + (why.isEmpty()
                        ? ""
                        : ": " + why.getFirst().logicalId() + ": "
                                + why.getFirst().reason());
        terminal.say(what);
        if (!yes) {
            if (!terminal.interactive()) {
                throw new DeployFailed(
                        "What is left of it has to be deleted first: ./deploy --yes does so, or ./deploy --delete.");
            }
            var answer = terminal.ask("What is left of it has to be deleted first. Delete it? [y/N] ");
            if (!answer.orElse("").strip().toLowerCase(Locale.ROOT).startsWith("y")) {
                throw new DeployFailed("Nothing was deployed.");
            }
        }
        remove(stack);
        // Where the way back failed too, CloudFormation keeps what a whole stack would have kept.
        var left = leftovers.find(stack.name(), Optional.empty());
        if (!left.isEmpty()) {
            terminal.say("It is deleted. These stay, and the new stack does not use them: "
                    + RetainedResources.names(left)
                    + ". ./deploy --delete everything names them again, and deletes them together with the stack.");
        }
    }

    private void remove(Stack stack) {
        var started = Instant.now();
        if (stack.isProtected()) {
            account.protect(stack.name(), false);
        }
        account.deleteStack(stack.id());
        var gone = awaitEnd(stack);
        if (!gone.isGone()) {
            var why = account.listFailures(stack.id(), started);
            throw new DeployFailed(
                    "The stack " + stack.name() + " could not be deleted (" + gone.status() + "): "
                            + (why.isEmpty()
                                    ? gone.reason()
                                    : why.getFirst().logicalId() + ": "
                                            + why.getFirst().reason())
                            + " The data that the stack keeps was not touched. Fix the problem and run the same command again.");
        }
    }

    private static String nothing(String name, Collection<Account.Part> stores) {
        return "There is no stack called " + name + " here"
                + (stores.isEmpty()
                        ? ", and nothing that one has left: nothing to delete."
                        : ". Earlier ones have left these: " + RetainedResources.names(stores)
                                + ". ./deploy --delete everything deletes them.")
                + " (STACK and --region choose the stack and the region.)";
    }

    /** The zips that SAM has uploaded for this stack, in a bucket that it shares with others. */
    private void forgetPackages(String name) {
        try {
            account.findStack(SAM_STACK)
                    .map(stack -> stack.outputs().get("SourceBucket"))
                    .filter(account::hasBucket)
                    .ifPresent(bucket -> account.empty(bucket, name + "/"));
        } catch (DeployFailed e) {
            terminal.warn("The packages of this stack are still in SAM's bucket: " + e.getMessage());
        }
    }

    /** Whatever could refuse is asked before anything is touched. */
    private void check(Collection<Account.Part> stores, Optional<Stack> stack) {
        stores.forEach(leftovers::exists);
        var locked = stores.stream()
                .filter(leftovers::isProtected)
                .map(part -> "The table " + part.id() + " is protected from deletion: run " + unlock(part, stack)
                        + " first.")
                .toList();
        if (!locked.isEmpty()) {
            throw new DeployFailed(String.join("\n", locked) + " Nothing was deleted.");
        }
    }

    /** A table that is no living stack's any more, or was protected beside its stack, knows no setting. */
    private String unlock(Account.Part table, Optional<Stack> stack) {
        var bySetting = stack.filter(Stack::stands)
                .filter(it -> "true".equals(it.parameters().get("ProtectTable")))
                .filter(it -> account.findOwner(table.id()).isPresent());
        return bySetting.isPresent()
                ? "./deploy ProtectTable=false"
                : "aws dynamodb update-table --region " + region + " --table-name " + table.id()
                        + " --no-deletion-protection-enabled";
    }

    private void confirm(String name, Collection<Account.Part> stores, boolean everything) {
        terminal.say(
                everything
                        ? "This deletes " + name + " and all its images for good: " + RetainedResources.names(stores)
                                + ". AWS keeps a backup of the table for 35 days."
                        : "This deletes the stack " + name + ". These stay: " + RetainedResources.names(stores) + ".");
        var typed = terminal.ask("Type " + name + " to do it: ").orElse("");
        if (!typed.strip().equals(name)) {
            throw new DeployFailed("Nothing was deleted.");
        }
    }

    private Stack awaitEnd(Stack stack) {
        while (true) {
            account.pause();
            var now = account.findStack(stack.id())
                    .orElseThrow(() -> new DeployFailed("CloudFormation does not know " + stack.id() + " any more."));
            if (now.isGone() || !now.isMoving() && !now.stands()) {
                return now;
            }
        }
    }

    private void deleteStores(Collection<Account.Part> stores) {
        for (var part : stores) {
            if (!leftovers.exists(part)) {
                continue;
            }
            switch (part.type()) {
                case RetainedResources.TABLE -> account.deleteTable(part.id());
                case RetainedResources.BUCKET -> {
                    account.empty(part.id(), "");
                    account.deleteBucket(part.id());
                }
                default -> account.deleteSecret(part.id());
            }
        }
    }
}
