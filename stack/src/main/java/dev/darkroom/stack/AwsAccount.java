package dev.darkroom.stack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;

/** The account over AWS's SDK. What it throws is put into words by {@link ErrorMessages}. */
final class AwsAccount implements Account {

    private static final long PAUSE_MILLIS = 5_000;

    private final AwsClients aws;
    private final AwsImports imports;
    private final AwsBuckets buckets;
    private final AwsTables tables;
    private final AwsSecrets secrets;
    private final AwsTags tags;
    private final AwsVersions versions;

    AwsAccount(AwsClients aws) {
        this.aws = aws;
        imports = new AwsImports(aws.stacks());
        buckets = new AwsBuckets(aws.s3());
        tables = new AwsTables(aws.tables());
        secrets = new AwsSecrets(aws.secrets());
        tags = new AwsTags(aws.tags());
        versions = new AwsVersions(aws.functions());
    }

    @Override
    public Identity readIdentity() {
        var caller = aws.sts().getCallerIdentity();
        return new Identity(caller.account(), caller.arn());
    }

    @Override
    public Optional<Stack> findStack(String nameOrId) {
        return findUnlessMissing(() -> aws.stacks().describeStacks(it -> it.stackName(nameOrId)))
                .flatMap(answer -> answer.stacks().stream().findFirst())
                .map(AwsAccount::toStack);
    }

    private static Stack toStack(software.amazon.awssdk.services.cloudformation.model.Stack it) {
        return new Stack(
                it.stackId(),
                it.stackName(),
                it.stackStatusAsString(),
                Optional.ofNullable(it.stackStatusReason()).orElse(""),
                it.parameters().stream().collect(Collectors.toMap(Parameter::parameterKey, Parameter::parameterValue)),
                it.outputs().stream().collect(Collectors.toMap(Output::outputKey, Output::outputValue)),
                Boolean.TRUE.equals(it.enableTerminationProtection()),
                Optional.ofNullable(it.lastUpdatedTime()).orElse(it.creationTime()));
    }

    @Override
    public List<String> listDeletedStacks(String name) {
        var all = aws.stacks().listStacksPaginator(it -> it.stackStatusFilters(StackStatus.DELETE_COMPLETE));
        return all.stackSummaries().stream()
                .filter(stack -> stack.stackName().equals(name))
                .map(StackSummary::stackId)
                .toList();
    }

    @Override
    public List<Part> listParts(String stackId) {
        var all = aws.stacks().listStackResourcesPaginator(it -> it.stackName(stackId));
        return all.stackResourceSummaries().stream()
                .map(it -> new Part(
                        it.logicalResourceId(),
                        it.resourceType(),
                        Optional.ofNullable(it.physicalResourceId()).orElse(""),
                        it.resourceStatusAsString()))
                .toList();
    }

    @Override
    public Optional<String> findOwner(String resourceId) {
        return findUnlessMissing(() -> aws.stacks().describeStackResources(it -> it.physicalResourceId(resourceId)))
                .flatMap(answer -> answer.stackResources().stream()
                        // What a deleted stack has kept is no longer its own.
                        .filter(it -> !it.resourceStatusAsString().equals(KEPT))
                        .findFirst())
                .map(it -> it.stackName());
    }

    @Override
    public List<Failure> listFailures(String stackId, Instant since) {
        var failures = new ArrayList<Failure>();
        for (var page : aws.stacks().describeStackEventsPaginator(it -> it.stackName(stackId))) {
            for (var event : page.stackEvents()) {
                if (event.timestamp().isBefore(since)) {
                    return failures.reversed();
                }
                var reason = Optional.ofNullable(event.resourceStatusReason()).orElse("");
                if (event.resourceStatusAsString().endsWith("_FAILED") && !reason.endsWith("cancelled")) {
                    failures.add(
                            new Failure(event.timestamp(), event.logicalResourceId(), event.resourceType(), reason));
                }
            }
        }
        return failures.reversed();
    }

    @Override
    public void protect(String stack, boolean on) {
        aws.stacks().updateTerminationProtection(it -> it.stackName(stack).enableTerminationProtection(on));
    }

    @Override
    public void deleteStack(String stackId) {
        aws.stacks().deleteStack(it -> it.stackName(stackId));
    }

    @Override
    public String proposeImport(String stack, String template, Map<String, String> parameters, List<Adoptee> adoptees) {
        return imports.propose(stack, template, parameters, adoptees);
    }

    @Override
    public boolean isReady(String changeSet) {
        return imports.isReady(changeSet);
    }

    @Override
    public void execute(String changeSet) {
        imports.execute(changeSet);
    }

    @Override
    public void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeployFailed("Interrupted.", e);
        }
    }

    @Override
    public Optional<Table> findTable(String name) {
        return tables.find(name);
    }

    @Override
    public void deleteTable(String name) {
        tables.delete(name);
    }

    @Override
    public boolean hasBucket(String name) {
        return buckets.has(name, readIdentity().account());
    }

    @Override
    public long empty(String bucket, String prefix) {
        return buckets.empty(bucket, prefix, readIdentity().account());
    }

    @Override
    public void deleteBucket(String name) {
        buckets.delete(name, readIdentity().account());
    }

    @Override
    public Map<String, String> listDigests(String bucket) {
        return buckets.listDigests(bucket, readIdentity().account());
    }

    @Override
    public boolean hasSecret(String id) {
        return secrets.has(id);
    }

    @Override
    public Optional<String> readSecret(String id) {
        return secrets.read(id);
    }

    @Override
    public void putSecret(String id, String text) {
        secrets.put(id, text);
    }

    @Override
    public void deleteSecret(String id) {
        secrets.delete(id);
    }

    @Override
    public List<Part> listStores(String stack) {
        return tags.listStores(stack).toList();
    }

    @Override
    public List<Version> listVersions(String function) {
        return versions.list(function);
    }

    @Override
    public void deleteVersion(String function, long number) {
        versions.delete(function, number);
    }

    /** CloudFormation has no error of its own for what is not there: a ValidationError says so in words. */
    private static <T> Optional<T> findUnlessMissing(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (AwsServiceException e) {
            var details = e.awsErrorDetails();
            if (details != null
                    && "ValidationError".equals(details.errorCode())
                    && String.valueOf(details.errorMessage()).contains("does not exist")) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
