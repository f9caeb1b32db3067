package dev.darkroom.stack;

import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Secrets, by their name or their ARN. */
final class AwsSecrets {

    private final SecretsManagerClient client;

    AwsSecrets(SecretsManagerClient client) {
        this.client = client;
    }

    boolean has(String id) {
        try {
            return client.describeSecret(it -> it.secretId(id)).deletedDate() == null;
        } catch (ResourceNotFoundException e) {
            return false;
        }
    }

    Optional<String> read(String id) {
        try {
            return Optional.of(client.getSecretValue(it -> it.secretId(id)).secretString());
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    void put(String id, String text) {
        client.putSecretValue(it -> it.secretId(id).secretString(text));
    }

    void delete(String id) {
        client.deleteSecret(it -> it.secretId(id).forceDeleteWithoutRecovery(true));
    }
}
