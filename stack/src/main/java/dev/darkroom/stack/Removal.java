package dev.darkroom.stack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Takes the stack away, and with {@code everything} also what outlives it: table, buckets, and secrets. */
final class Removal {

    /** Of these the template keeps some when the stack goes; what is kept says CloudFormation itself, as DELETE_SKIPPED. */
    private static final Set<String> STORES =
            Set.of("AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::SecretsManager::Secret");

    /** Source: samcli/lib/bootstrap/bootstrap.py, SAM_CLI_STACK_NAME, and its output SourceBucket; 1.170.0. */
    private static final String SAM_STACK = "aws-sam-cli-managed-default";

    private static final String KEPT = "DELETE_SKIPPED";

    private final Template template;
    private final Account account;
    private final Terminal terminal;

    Removal(Template template, Account account, Terminal terminal) {
        this.template = template;
        this.account = account;
        this.terminal = terminal;
    }

    void delete(String name, boolean everything) {
        var stack = account.stack(name);
        if (stack.isPresent()) {
            deleteStack(stack.get(), everything);
        } else if (everything) {
            deleteLeftovers(name);
        } else {
            throw new Stop(nothing(name));
        }
    }

    /** A stack whose first deploy failed and was rolled back can be neither updated nor made again: it has to go first. */
    void clearAway(Stack stack, boolean yes) {
        var why = account.failures(stack.id(), Instant.EPOCH);
        var what = "The stack " + stack.name() + " could not be made the last time (" + stack.status() + ")"
                + (why.isEmpty()
                        ? ""
                        : ": " + why.getFirst().logicalId() + ": "
                                + why.getFirst().reason());
        terminal.say(what);
        if (!yes) {
            if (!terminal.interactive()) {
                throw new Stop(
                        "What is left of it has to be deleted first: ./deploy --yes does so, or ./deploy --delete.");
            }
            var answer = terminal.ask("What is left of it has to be deleted first. Delete it? [y/N] ");
            if (!answer.orElse("").strip().toLowerCase(Locale.ROOT).startsWith("y")) {
                throw new Stop("Nothing was deployed.");
            }
        }
        remove(stack);
    }

    private void deleteStack(Stack stack, boolean everything) {
        if (stack.isMoving()) {
            throw new Stop(Statuses.sentence(stack));
        }
        var kept = account.parts(stack.id()).stream().filter(this::outlives).toList();
        if (everything) {
            check(kept);
        }
        confirm(stack.name(), kept, everything);
        remove(stack);
        forgetPackages(stack.name());
        // Only now is it sure that the rest can go.
        if (everything) {
            deleteParts(kept);
            terminal.say("All is gone.");
        } else {
            terminal.say(
                    "The stack is gone. What it kept stays, and bills what it stores: " + names(kept)
                            + ". docs/deploy.md tells how a new stack takes it up again; ./deploy --delete everything deletes it.");
        }
    }

    private void remove(Stack stack) {
        var started = Instant.now();
        if (stack.isProtected()) {
            account.protect(stack.name(), false);
        }
        account.deleteStack(stack.id());
        var gone = settled(stack);
        if (!gone.isGone()) {
            var why = account.failures(stack.id(), started);
            throw new Stop("The stack " + stack.name() + " could not be deleted (" + gone.status() + "): "
                    + (why.isEmpty()
                            ? gone.reason()
                            : why.getFirst().logicalId() + ": " + why.getFirst().reason())
                    + " Nothing that it keeps was touched; mend that, and run the same command again.");
        }
    }

    /** After a deletion that stopped half-way: CloudFormation remembers a deleted stack, and what it skipped, for 90 days. */
    private void deleteLeftovers(String name) {
        for (var id : account.deletedStacks(name)) {
            var left = account.parts(id).stream()
                    .filter(part -> part.status().equals(KEPT) && STORES.contains(part.type()))
                    .filter(this::exists)
                    .filter(part -> account.stackOf(part.id()).isEmpty())
                    .toList();
            if (!left.isEmpty()) {
                check(left);
                confirm(name, left, true);
                deleteParts(left);
                terminal.say("All is gone.");
                return;
            }
        }
        throw new Stop(nothing(name));
    }

    private static String nothing(String name) {
        return "There is no stack called " + name + " here, and nothing that one has left: nothing to delete."
                + " (STACK and --region say which and where.)";
    }

    /** The zips that SAM has uploaded for this stack, in a bucket that it shares with others. */
    private void forgetPackages(String name) {
        try {
            account.stack(SAM_STACK)
                    .map(stack -> stack.outputs().get("SourceBucket"))
                    .filter(account::hasBucket)
                    .ifPresent(bucket -> account.empty(bucket, name + "/"));
        } catch (Stop e) {
            terminal.warn("The packages of this stack are still in SAM's bucket: " + e.getMessage());
        }
    }

    /** Whether the template keeps it when the stack goes. */
    private boolean outlives(Account.Part part) {
        return STORES.contains(part.type())
                && !part.id().isEmpty()
                && template.resources()
                        .path(part.logicalId())
                        .path("DeletionPolicy")
                        .asText()
                        .startsWith("Retain");
    }

    /** Whatever could refuse is asked before anything is touched. */
    private void check(List<Account.Part> parts) {
        for (var part : parts) {
            switch (part.type()) {
                case "AWS::DynamoDB::Table" ->
                    account.table(part.id()).filter(Account.Table::isProtected).ifPresent(table -> {
                        throw new Stop("The table " + part.id() + " is protected from being deleted: say ./deploy"
                                + " ProtectTable=false first. Nothing was deleted.");
                    });
                default -> exists(part);
            }
        }
    }

    private boolean exists(Account.Part part) {
        return switch (part.type()) {
            case "AWS::DynamoDB::Table" -> account.table(part.id()).isPresent();
            case "AWS::S3::Bucket" -> account.hasBucket(part.id());
            default -> account.hasSecret(part.id());
        };
    }

    private void confirm(String name, List<Account.Part> kept, boolean everything) {
        terminal.say(
                everything
                        ? "This deletes " + name + " and every image that was paid for, and cannot be undone: "
                                + names(kept) + "."
                        : "This deletes the stack " + name + ". What was paid for stays: " + names(kept) + ".");
        var typed = terminal.ask("Type " + name + " to do it: ").orElse("");
        if (!typed.strip().equals(name)) {
            throw new Stop("Nothing was deleted.");
        }
    }

    private Stack settled(Stack stack) {
        while (true) {
            account.pause();
            var now = account.stack(stack.id())
                    .orElseThrow(() -> new Stop("CloudFormation does not know " + stack.id() + " any more."));
            if (now.isGone() || !now.isMoving() && !now.stands()) {
                return now;
            }
        }
    }

    /** The table last: until then a second try finds what the first one left. */
    private void deleteParts(List<Account.Part> parts) {
        var sorted = new ArrayList<>(parts);
        sorted.sort(java.util.Comparator.comparing(part -> part.type().equals("AWS::DynamoDB::Table")));
        for (var part : sorted) {
            if (!exists(part)) {
                continue;
            }
            switch (part.type()) {
                case "AWS::DynamoDB::Table" -> account.deleteTable(part.id());
                case "AWS::S3::Bucket" -> {
                    account.empty(part.id(), "");
                    account.deleteBucket(part.id());
                }
                default -> account.deleteSecret(part.id());
            }
        }
    }

    private static String names(List<Account.Part> parts) {
        var names = new TreeSet<String>();
        parts.forEach(part -> names.add(part.logicalId() + " " + part.id()));
        return names.isEmpty() ? "nothing" : Account.list(names);
    }
}
