package dev.darkroom.stack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** A sam that does what the test says, and notes what it was told. */
final class FakeSam implements Sam {

    record Told(String stack, String region, Map<String, String> settings, boolean confirm) {}

    enum End {
        DEPLOYED,
        DECLINED,
        FAILED
    }

    final List<Told> told = new ArrayList<>();
    private final FakeAccount account;
    End end = End.DEPLOYED;
    /** What is in site/, as it arrives in the bucket. */
    Map<String, String> site = Map.of();

    FakeSam(FakeAccount account) {
        this.account = account;
    }

    @Override
    public void check() {}

    @Override
    public int deploy(String stack, String region, SortedMap<String, String> settings, boolean confirm) {
        told.add(new Told(stack, region, Map.copyOf(settings), confirm));
        var before = account.findStack(stack).filter(it -> !it.isOnlyProposed());
        switch (end) {
            case DECLINED -> {
                if (before.isEmpty()) {
                    account.put(stack, "REVIEW_IN_PROGRESS", Map.of(), Map.of());
                }
            }
            case FAILED ->
                account.put(
                        stack,
                        before.isEmpty() ? "ROLLBACK_COMPLETE" : "UPDATE_ROLLBACK_COMPLETE",
                        before.map(Stack::parameters).orElse(settings),
                        before.map(Stack::outputs).orElse(Map.of()));
            case DEPLOYED -> {
                if (!before.map(Stack::parameters).equals(java.util.Optional.of(settings))) {
                    make(stack, settings, before.isEmpty() ? "CREATE_COMPLETE" : "UPDATE_COMPLETE");
                }
            }
        }
        return end == End.FAILED ? 1 : 0;
    }

    private void make(String stack, Map<String, String> settings, String status) {
        var outputs = new HashMap<>(Map.of(
                "SiteUrl", "https://" + stack + ".example.com",
                "HiapiSecretArn", stack + "-hiapi",
                "TasksTable", stack + "-table",
                "MediaBucket", stack + "-media",
                "SiteBucket", stack + "-page"));
        var made = account.put(stack, status, settings, outputs);
        account.secrets.putIfAbsent(stack + "-hiapi", "");
        account.secrets.putIfAbsent(stack + "-site", "{\"visitorKey\":\"v\"}");
        account.tables.putIfAbsent(
                stack + "-table", Fixture.table(settings.get("ProtectTable").equals("true"), true));
        account.buckets.putIfAbsent(stack + "-media", 3);
        account.buckets.putIfAbsent(stack + "-page", 2);
        account.digests.put(stack + "-page", site);
        account.parts.put(
                made.id(),
                List.of(
                        new Account.Part("TasksTable", "AWS::DynamoDB::Table", stack + "-table", "CREATE_COMPLETE"),
                        new Account.Part("MediaBucket", "AWS::S3::Bucket", stack + "-media", "CREATE_COMPLETE"),
                        new Account.Part("SiteBucket", "AWS::S3::Bucket", stack + "-page", "CREATE_COMPLETE"),
                        new Account.Part(
                                "SiteSecret", "AWS::SecretsManager::Secret", stack + "-site", "CREATE_COMPLETE"),
                        new Account.Part("PollFunction", "AWS::Lambda::Function", stack + "-poll", "CREATE_COMPLETE")));
    }
}
