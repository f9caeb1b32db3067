package dev.darkroom.stack;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * One client of each kind, all in one region. AWS_ENDPOINT_URL and its like are the SDK's own to read.
 *
 * <p>A call is tried again by the SDK's own rules (throttling, 5xx, a broken connection), and ends after a minute and a half.
 */
record AwsClients(
        StsClient sts,
        CloudFormationClient stacks,
        DynamoDbClient tables,
        S3Client s3,
        SecretsManagerClient secrets,
        LambdaClient functions,
        ResourceGroupsTaggingApiClient tags) {

    private static final Duration ATTEMPT = Duration.ofSeconds(30);

    private static final Duration CALL = Duration.ofSeconds(90);

    static AwsClients in(String region, Map<String, String> environment) {
        return in(region, environment, DefaultCredentialsProvider.builder().build(), null);
    }

    /** @param endpoint of all services, or null where the SDK is to find each by itself */
    static AwsClients in(
            String region, Map<String, String> environment, AwsCredentialsProvider credentials, URI endpoint) {
        var http = UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(10))
                .socketTimeout(ATTEMPT)
                .build();
        // A bucket's name before the host is for AWS: an endpoint of one's own seldom has such names.
        var pathStyle = environment.containsKey("AWS_ENDPOINT_URL_S3") || environment.containsKey("AWS_ENDPOINT_URL");
        return new AwsClients(
                build(StsClient.builder(), region, http, credentials, endpoint),
                build(CloudFormationClient.builder(), region, http, credentials, endpoint),
                build(DynamoDbClient.builder(), region, http, credentials, endpoint),
                build(S3Client.builder().forcePathStyle(pathStyle), region, http, credentials, endpoint),
                build(SecretsManagerClient.builder(), region, http, credentials, endpoint),
                build(LambdaClient.builder(), region, http, credentials, endpoint),
                build(ResourceGroupsTaggingApiClient.builder(), region, http, credentials, endpoint));
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
            B builder, String region, SdkHttpClient http, AwsCredentialsProvider credentials, URI endpoint) {
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder.region(Region.of(region))
                .httpClient(http)
                .credentialsProvider(credentials)
                .overrideConfiguration(it -> it.retryStrategy(RetryMode.STANDARD)
                        .apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(CALL))
                .build();
    }
}
