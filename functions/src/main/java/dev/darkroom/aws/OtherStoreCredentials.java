package dev.darkroom.aws;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** The keys of a store other than S3, kept in Secrets Manager: rotated there, they are used here minutes later. */
record OtherStoreCredentials(Secret secret) implements AwsCredentialsProvider {

    /** They were not put into the secret yet; the message says which. */
    static final class Missing extends RuntimeException {
        Missing(String message) {
            super(message);
        }
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return AwsBasicCredentials.create(read("accessKeyId"), read("secretAccessKey"));
    }

    private String read(String name) {
        return secret.read(name)
                .orElseThrow(() -> new Missing(
                        "The store's " + name + " is not in its secret yet: put it in as docs/deploy.md says."));
    }
}
