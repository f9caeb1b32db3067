package dev.darkroom.aws;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The keys of a store other than S3, kept in Secrets Manager: rotated there, they are used here minutes later. */
record StoreKeys(Secret secret) implements AwsCredentialsProvider {

    @Override
    public AwsCredentials resolveCredentials() {
        return AwsBasicCredentials.create(field("accessKeyId"), field("secretAccessKey"));
    }

    private String field(String name) {
        return secret.field(name)
                .orElseThrow(() -> SdkClientException.create(
                        "the store's " + name + " is not in its secret yet: put it in as docs/deploy.md says"));
    }
}
