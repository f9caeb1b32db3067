package dev.darkroom.stack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** An account in memory. It notes what is done to it, and any call can be made to fail by its name. */
final class FakeAccount implements Account {

    final Map<String, Stack> stacks = new LinkedHashMap<>();
    final Map<String, List<Part>> parts = new HashMap<>();
    final Map<String, Table> tables = new TreeMap<>();
    final Map<String, Integer> buckets = new TreeMap<>();
    final Map<String, String> secrets = new TreeMap<>();
    /** By stack, what bears its tags beside its parts. */
    final Map<String, List<Part>> tagged = new HashMap<>();

    final Map<String, Map<String, String>> digests = new TreeMap<>();
    final Map<String, List<Version>> versions = new TreeMap<>();
    final List<Failure> failures = new ArrayList<>();
    final List<String> done = new ArrayList<>();
    final Set<String> broken = new HashSet<>();
    /** What a deletion of a stack ends in. */
    String deletionEnds = "DELETE_COMPLETE";

    private int clock;

    void breakCall(String name) {
        broken.add(name);
    }

    private void note(String call, Object... with) {
        if (broken.contains(call)) {
            throw new DeployFailed("the call " + call + " fails");
        }
        if (with.length > 0) {
            done.add(call + " "
                    + String.join(
                            " ", List.of(with).stream().map(String::valueOf).toList()));
        }
    }

    /** A Darkroom of that name, in that state. A deleted one of that name stays among the deleted. */
    Stack put(String name, String status, Map<String, String> parameters, Map<String, String> outputs) {
        if (stacks.containsKey(name) && stacks.get(name).isGone()) {
            var gone = stacks.remove(name);
            stacks.put(gone.id(), gone);
        }
        parameters = new HashMap<>(parameters);
        parameters.putIfAbsent("HiapiBaseUrl", "https://api.example.com");
        var id = stacks.containsKey(name) ? stacks.get(name).id() : "arn:" + name + "/" + clock;
        var isProtected = stacks.containsKey(name) && stacks.get(name).isProtected();
        var stack = new Stack(id, name, status, "", parameters, outputs, isProtected, Instant.ofEpochSecond(++clock));
        stacks.put(name, stack);
        return stack;
    }

    private void move(Stack stack, String status) {
        stacks.put(
                stack.name(),
                new Stack(
                        stack.id(),
                        stack.name(),
                        status,
                        stack.reason(),
                        stack.parameters(),
                        stack.outputs(),
                        stack.isProtected(),
                        stack.changed()));
    }

    @Override
    public Identity readIdentity() {
        note("identity");
        return new Identity("123456789012", "arn:aws:iam::123456789012:user/someone");
    }

    @Override
    public Optional<Stack> findStack(String nameOrId) {
        note("stack");
        return stacks.values().stream()
                .filter(stack -> stack.id().equals(nameOrId) || stack.name().equals(nameOrId) && !stack.isGone())
                .findFirst();
    }

    @Override
    public List<String> listDeletedStacks(String name) {
        note("deletedStacks");
        return stacks.values().stream()
                .filter(stack -> stack.name().equals(name) && stack.isGone())
                .map(Stack::id)
                .toList();
    }

    @Override
    public List<Part> listParts(String stackId) {
        note("parts");
        return parts.getOrDefault(stackId, List.of());
    }

    @Override
    public List<Part> listStores(String name) {
        note("stores");
        var found = new ArrayList<>(tagged.getOrDefault(name, List.of()));
        stacks.values().stream()
                .filter(stack -> stack.name().equals(name) && stack.isDarkroom())
                .forEach(stack -> found.addAll(listParts(stack.id())));
        found.removeIf(part -> part.type().equals("AWS::Lambda::Function"));
        return found;
    }

    @Override
    public Map<String, String> listDigests(String bucket) {
        note("digests");
        return digests.getOrDefault(bucket, Map.of());
    }

    @Override
    public Optional<String> findOwner(String resourceId) {
        note("stackOf");
        return stacks.values().stream()
                .filter(stack -> !stack.isGone())
                .filter(stack -> listParts(stack.id()).stream()
                        .anyMatch(part -> part.id().equals(resourceId)))
                .map(Stack::name)
                .findFirst();
    }

    @Override
    public List<Failure> listFailures(String stackId, Instant since) {
        note("failures");
        return failures;
    }

    @Override
    public void protect(String stack, boolean on) {
        note("protect", stack, on);
        var it = stacks.get(stack);
        stacks.put(
                stack,
                new Stack(it.id(), stack, it.status(), it.reason(), it.parameters(), it.outputs(), on, it.changed()));
    }

    @Override
    public void deleteStack(String stackId) {
        note("deleteStack", stackId);
        var stack = findStack(stackId).orElseThrow();
        if (stack.isProtected()) {
            throw new DeployFailed("the stack is protected");
        }
        move(stack, "DELETE_IN_PROGRESS");
    }

    /** What is under way is done after the next pause. */
    @Override
    public void pause() {
        for (var stack : List.copyOf(stacks.values())) {
            switch (stack.status()) {
                case "DELETE_IN_PROGRESS" -> {
                    move(stack, deletionEnds);
                    if (deletionEnds.equals("DELETE_COMPLETE")) {
                        buckets.remove(stack.name() + "-page");
                        parts.computeIfPresent(
                                stack.id(),
                                (id, all) -> all.stream()
                                        .map(part -> new Part(
                                                part.logicalId(),
                                                part.type(),
                                                part.id(),
                                                List.of("TasksTable", "MediaBucket", "SiteSecret")
                                                                .contains(part.logicalId())
                                                        ? "DELETE_SKIPPED"
                                                        : "DELETE_COMPLETE"))
                                        .toList());
                    }
                }
                case "IMPORT_IN_PROGRESS" -> move(stack, "IMPORT_COMPLETE");
                default -> {}
            }
        }
    }

    @Override
    public String proposeImport(String stack, String template, Map<String, String> parameters, List<Adoptee> adoptees) {
        note("proposeImport", stack, template, new TreeMap<>(parameters), adoptees);
        put(stack, "REVIEW_IN_PROGRESS", parameters, Map.of());
        return "change set of " + stack;
    }

    @Override
    public boolean isReady(String changeSet) {
        note("isReady");
        return true;
    }

    @Override
    public void execute(String changeSet) {
        note("execute", changeSet);
        move(stacks.get(changeSet.replace("change set of ", "")), "IMPORT_IN_PROGRESS");
    }

    @Override
    public Optional<Table> findTable(String name) {
        note("table");
        return Optional.ofNullable(tables.get(name));
    }

    @Override
    public void deleteTable(String name) {
        note("deleteTable", name);
        tables.remove(name);
    }

    @Override
    public boolean hasBucket(String name) {
        note("hasBucket");
        return buckets.containsKey(name);
    }

    @Override
    public long empty(String bucket, String prefix) {
        note("empty", bucket, prefix);
        return buckets.put(bucket, 0);
    }

    @Override
    public void deleteBucket(String name) {
        note("deleteBucket", name);
        buckets.remove(name);
    }

    @Override
    public boolean hasSecret(String id) {
        note("hasSecret");
        return secrets.containsKey(id);
    }

    @Override
    public Optional<String> readSecret(String id) {
        note("secret");
        return Optional.ofNullable(secrets.get(id)).filter(text -> !text.isEmpty());
    }

    @Override
    public void putSecret(String id, String text) {
        note("putSecret", id);
        secrets.put(id, text);
    }

    @Override
    public void deleteSecret(String id) {
        note("deleteSecret", id);
        secrets.remove(id);
    }

    @Override
    public List<Version> listVersions(String function) {
        note("versions");
        return versions.getOrDefault(function, List.of());
    }

    @Override
    public void deleteVersion(String function, long number) {
        note("deleteVersion", function, number);
    }
}
