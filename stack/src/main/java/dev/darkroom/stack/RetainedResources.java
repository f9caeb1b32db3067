package dev.darkroom.stack;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Tables, buckets and secrets that outlive their stack: what was paid for, and what visitors have left. */
final class RetainedResources {

    static final String TABLE = "AWS::DynamoDB::Table";

    static final String BUCKET = "AWS::S3::Bucket";

    private static final Set<String> STORES = Set.of(TABLE, BUCKET, "AWS::SecretsManager::Secret");

    private final Template template;
    private final Account account;

    RetainedResources(Template template, Account account) {
        this.template = template;
        this.account = account;
    }

    /**
     * What stacks of this name have left: deleted ones, the living one, which may have let go of something, and what that one
     * will leave when it goes. Tags tell it for ever; CloudFormation remembers for 90 days also what bears none yet, such
     * as a restored table.
     */
    Collection<Account.Part> find(String name, Optional<Stack> living) {
        var found = new LinkedHashMap<String, Account.Part>();
        for (var id : account.listDeletedStacks(name)) {
            if (account.findStack(id).filter(Stack::isDarkroom).isPresent()) {
                account.listParts(id).stream()
                        .filter(part -> part.status().equals(Account.KEPT) && STORES.contains(part.type()))
                        .forEach(part -> found.put(part.id(), part));
            }
        }
        account.listStores(name).forEach(part -> found.putIfAbsent(part.id(), part));
        found.values().removeIf(part -> account.findOwner(part.id()).isPresent() || !exists(part));
        living.ifPresent(stack -> account.listParts(stack.id()).stream()
                .filter(part -> !part.id().isEmpty() && isKept(part))
                .forEach(part -> found.put(part.id(), part)));
        return found.values();
    }

    private boolean isKept(Account.Part part) {
        var policy = template.resources().path(part.logicalId()).path("DeletionPolicy");
        return STORES.contains(part.type()) && policy.asText().startsWith("Retain");
    }

    /** Throws for a bucket that is somebody else's. */
    boolean exists(Account.Part part) {
        return switch (part.type()) {
            case TABLE -> account.findTable(part.id()).isPresent();
            case BUCKET -> account.hasBucket(part.id());
            default -> account.hasSecret(part.id());
        };
    }

    boolean isProtected(Account.Part part) {
        return part.type().equals(TABLE)
                && account.findTable(part.id())
                        .filter(Account.Table::isProtected)
                        .isPresent();
    }

    static String names(Collection<Account.Part> parts) {
        var names = new TreeSet<String>();
        parts.forEach(part -> names.add(part.logicalId() + " " + part.id()));
        return names.isEmpty() ? "nothing" : Account.list(names);
    }
}
