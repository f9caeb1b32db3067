package dev.darkroom.stack;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What ./deploy asks of an AWS account, in one region. Nothing here means that AWS has said so; a call that fails throws
 * {@link DeployFailed} with a sentence, and is never taken for an answer.
 */
public interface Account {

    record Identity(String account, String arn) {}

    /** A resource of a stack; {@code status} is CloudFormation's. */
    record Part(String logicalId, String type, String id, String status) {}

    /** Something that CloudFormation could not do. */
    record Failure(Instant at, String logicalId, String type, String reason) {}

    /** A table as it is, not as a template says. {@code keys} is {@code pk:HASH} and so on, by index; "" is the table itself. */
    record Table(boolean isProtected, boolean expires, Map<String, List<String>> keys) {}

    /** A version's number and whether an alias sends anybody to it. */
    record Version(long number, boolean inUse) {}

    Identity readIdentity();

    // ---- Stacks ----

    /** The status of a resource that outlives its stack. */
    String KEPT = "DELETE_SKIPPED";

    /** The living stack of that name; throws when it is somebody else's, which is not touched. */
    default Optional<Stack> findOurStack(String name) {
        var found = findStack(name);
        found.filter(it -> !it.isOnlyProposed() && !it.isDarkroom()).ifPresent(it -> {
            throw new DeployFailed("The stack " + name
                    + " here is not Darkroom's: nothing was changed. STACK and --region say which and where.");
        });
        return found;
    }

    /** By name: one that lives. By id: also one that was deleted in the last 90 days. */
    Optional<Stack> findStack(String nameOrId);

    /** The ids of deleted stacks of that name, for the 90 days that CloudFormation remembers. */
    List<String> listDeletedStacks(String name);

    List<Part> listParts(String stackId);

    /** The name of the living stack that has this resource. */
    Optional<String> findOwner(String resourceId);

    /** What failed since then, oldest first. */
    List<Failure> listFailures(String stackId, Instant since);

    void protect(String stack, boolean on);

    /** Asks for it; {@link #findStack} tells when it is done. */
    void deleteStack(String stackId);

    /** Asks for a change set that takes existing resources into a new stack, and returns its id. */
    String proposeImport(String stack, String template, Map<String, String> parameters, List<Adoptee> adoptees);

    /** Whether that change set is ready; throws {@link DeployFailed} when it cannot be. */
    boolean isReady(String changeSet);

    void execute(String changeSet);

    /** Waits until it makes sense to look again. */
    void pause();

    // ---- What is kept when a stack goes ----

    /**
     * Tables, buckets and secrets that a Darkroom of this name has made, by the tags that they bear: those of living stacks
     * and of deleted ones, and for a while some that are gone.
     */
    List<Part> listStores(String stack);

    Optional<Table> findTable(String name);

    void deleteTable(String name);

    /** Whether there is such a bucket of this account; one of somebody else's throws. */
    boolean hasBucket(String name);

    /** Deletes every object, version and unfinished upload whose key starts with the prefix, and returns how many. */
    long empty(String bucket, String prefix);

    void deleteBucket(String name);

    /** What S3 calls each object's content: of what was put in one piece, the MD5 in hexadecimal digits. */
    Map<String, String> listDigests(String bucket);

    boolean hasSecret(String id);

    /** The secret's text, or nothing while it has none. */
    Optional<String> readSecret(String id);

    void putSecret(String id, String text);

    void deleteSecret(String id);

    // ---- Functions ----

    /** The published versions of a function. */
    List<Version> listVersions(String function);

    void deleteVersion(String function, long number);

    /** A resource to be taken into a stack: its logical id, its type, and what identifies it, such as TableName. */
    record Adoptee(String logicalId, String type, String identifier, String id) {}

    /** The names of a sorted set, for messages. */
    static String list(SortedSet<String> names) {
        return String.join(", ", names);
    }
}
