package dev.darkroom.stack;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ResourceToImport;

/** Change sets that take what is there into a new stack. */
final class AwsImports {

    private final CloudFormationClient client;

    AwsImports(CloudFormationClient client) {
        this.client = client;
    }

    String propose(String stack, String template, Map<String, String> parameters, List<Account.Adoptee> adoptees) {
        return client.createChangeSet(it -> it.stackName(stack)
                        .changeSetName("adopt-" + Instant.now().getEpochSecond())
                        .changeSetType(ChangeSetType.IMPORT)
                        .capabilities(Capability.CAPABILITY_IAM)
                        .templateBody(template)
                        .parameters(parameters.entrySet().stream()
                                .map(entry -> Parameter.builder()
                                        .parameterKey(entry.getKey())
                                        .parameterValue(entry.getValue())
                                        .build())
                                .toList())
                        .resourcesToImport(adoptees.stream()
                                .map(adoptee -> ResourceToImport.builder()
                                        .logicalResourceId(adoptee.logicalId())
                                        .resourceType(adoptee.type())
                                        .resourceIdentifier(Map.of(adoptee.identifier(), adoptee.id()))
                                        .build())
                                .toList()))
                .id();
    }

    boolean isReady(String changeSet) {
        var now = client.describeChangeSet(it -> it.changeSetName(changeSet));
        if (now.status() == ChangeSetStatus.FAILED) {
            throw new DeployFailed("CloudFormation cannot take them into a stack: " + now.statusReason());
        }
        return now.status() == ChangeSetStatus.CREATE_COMPLETE;
    }

    void execute(String changeSet) {
        client.executeChangeSet(it -> it.changeSetName(changeSet));
    }
}
