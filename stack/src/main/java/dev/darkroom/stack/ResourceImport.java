package dev.darkroom.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes a new stack round what an earlier one has left: an import of the stores, which an ordinary deploy then completes. */
final class ResourceImport {

    /** What identifies a resource to be imported. Source: the primaryIdentifier of each in CloudFormation's registry, 2026. */
    private static final Map<String, String> IDENTIFIERS = Map.of(
            "AWS::DynamoDB::Table", "TableName",
            "AWS::S3::Bucket", "BucketName",
            "AWS::SecretsManager::Secret", "Id");

    private final Template stores;
    private final Account account;
    private final Terminal terminal;

    /** @param stores infra/adopt.yaml */
    ResourceImport(Template stores, Account account, Terminal terminal) {
        this.stores = stores;
        this.account = account;
        this.terminal = terminal;
    }

    /** Of what was said, that which is no setting, but names what is to be adopted. */
    static TreeMap<String, String> named(Template stores, Map<String, String> said) {
        var named = new TreeMap<>(said);
        named.keySet().removeIf(name -> !stores.resources().has(name));
        if (named.isEmpty()) {
            throw new DeployFailed(
                    "Name what to adopt, for example ./deploy --adopt TasksTable=NAME MediaBucket=NAME SiteSecret=ARN:"
                            + " ./deploy --delete has printed them.");
        }
        return named;
    }

    /** What is to be adopted, and {@code settings} that the new stack has from it. */
    record Found(List<Account.Adoptee> adoptees, Map<String, String> parameters, Map<String, String> settings) {}

    /** All is checked before anything is made. */
    Found find(String stack, Map<String, String> named) {
        account.findStack(stack).filter(it -> !it.isOnlyProposed()).ifPresent(it -> {
            throw new DeployFailed("There is a stack called " + stack + " already (" + it.status()
                    + "): only a new one can adopt. STACK names another.");
        });
        var found = new Found(new ArrayList<>(), new HashMap<>(), new HashMap<>());
        named.forEach((logicalId, id) -> {
            var type = stores.resources().path(logicalId).path("Type").asText();
            checkFound(logicalId, type, id, found);
            account.findOwner(id).ifPresent(owner -> {
                throw new DeployFailed(logicalId + " " + id + " belongs to the stack " + owner
                        + ": delete that one first (" + logicalId + " stays).");
            });
            found.adoptees().add(new Account.Adoptee(logicalId, type, IDENTIFIERS.get(type), id));
        });
        return found;
    }

    /** The stack remembers its settings from now on, so that a deploy that stops half-way loses none. */
    void adopt(String stack, Found found, Map<String, String> settings) {
        var parameters = new HashMap<>(settings);
        parameters.putAll(found.parameters());
        terminal.say("Importing into the new stack: "
                + found.adoptees().stream().map(Account.Adoptee::id).collect(Collectors.joining(", ")) + " ...");
        var changeSet = account.proposeImport(stack, template(found, parameters), parameters, found.adoptees());
        while (!account.isReady(changeSet)) {
            account.pause();
        }
        account.execute(changeSet);
        await(stack);
        terminal.say("Import finished. If the next step fails, run ./deploy to continue with the same settings.");
    }

    private void checkFound(String logicalId, String type, String id, Found to) {
        var found =
                switch (type) {
                    case "AWS::DynamoDB::Table" -> checkTable(logicalId, id, to);
                    case "AWS::S3::Bucket" -> account.hasBucket(id);
                    default -> account.hasSecret(id);
                };
        if (!found) {
            throw new DeployFailed(
                    "There is no " + logicalId + " called " + id + " in this account and region: nothing was adopted.");
        }
    }

    /** A table with other keys would be replaced by the deploy that follows, by an empty one. */
    private boolean checkTable(String logicalId, String id, Found to) {
        var table = account.findTable(id);
        table.ifPresent(found -> {
            var wanted = keys(stores.resources().path(logicalId).path("Properties"));
            if (!found.keys().equals(wanted)) {
                throw new DeployFailed("The table " + id + " has other keys or indexes than Darkroom's (" + found.keys()
                        + " instead of " + wanted + "): it cannot be adopted.");
            }
            to.parameters().put("TableExpires", String.valueOf(found.expires()));
            // Only who says so takes the protection off.
            if (found.isProtected()) {
                to.settings().put("ProtectTable", "true");
            }
        });
        return table.isPresent();
    }

    private static Map<String, List<String>> keys(JsonNode table) {
        var keys = new HashMap<String, List<String>>();
        keys.put("", schema(table.path("KeySchema")));
        table.path("GlobalSecondaryIndexes")
                .forEach(index -> keys.put(index.path("IndexName").asText(), schema(index.path("KeySchema"))));
        return keys;
    }

    private static List<String> schema(JsonNode elements) {
        var keys = new ArrayList<String>();
        elements.forEach(key -> keys.add(
                key.path("AttributeName").asText() + ":" + key.path("KeyType").asText()));
        return keys;
    }

    /** An import takes exactly what its template has, and the parameters that it names. */
    private String template(Found found, Map<String, String> parameters) {
        var template = (ObjectNode) stores.root().deepCopy();
        ((ObjectNode) template.path("Resources"))
                .retain(found.adoptees().stream()
                        .map(Account.Adoptee::logicalId)
                        .toList());
        if (found.parameters().isEmpty()) {
            template.remove("Conditions");
        }
        var declared = template.putObject("Parameters");
        parameters.keySet().forEach(name -> declared.putObject(name).put("Type", "String"));
        return template.toString();
    }

    private void await(String stack) {
        while (true) {
            account.pause();
            var now = account.findStack(stack)
                    .orElseThrow(() ->
                            new DeployFailed("The stack " + stack + " is not there any more: nothing was adopted."));
            if (now.status().equals("IMPORT_COMPLETE")) {
                return;
            }
            if (!now.isMoving() && !now.isOnlyProposed()) {
                throw new DeployFailed("CloudFormation could not import them into the stack (" + now.status() + "): "
                        + account.listFailures(now.id(), now.changed()).stream()
                                .findFirst()
                                .map(it -> it.logicalId() + ": " + it.reason())
                                .orElse(now.reason()));
            }
        }
    }
}
