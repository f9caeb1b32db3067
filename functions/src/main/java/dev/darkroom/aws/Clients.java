package dev.darkroom.aws;

import dev.darkroom.media.EdgeCache;
import dev.darkroom.media.PublicUrl;
import dev.darkroom.site.Website;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * The SDK's clients, on the plain URL connection client, which starts fastest. They find region and credentials as the
 * SDK does; where an endpoint is set ({@code AWS_ENDPOINT_URL_DYNAMODB} and the like), they take all three from the
 * settings.
 */
public final class Clients {

    /** What the settings of a store other than S3 begin with. */
    private static final String STORE = "MEDIA_S3_";

    private final Function<String, Optional<String>> setting;
    private final Function<Optional<String>, CallTimeouts> limits;

    public Clients(Function<String, Optional<String>> setting) {
        this(
                setting,
                endpoint -> endpoint.map(URI::create)
                        .filter(PublicUrl::isLoopback)
                        .map(_ -> CallTimeouts.LOCAL)
                        .orElse(CallTimeouts.QUICK));
    }

    /** With the same limits for every endpoint, for tests. */
    public Clients(Function<String, Optional<String>> setting, CallTimeouts limits) {
        this(setting, _ -> limits);
    }

    private Clients(Function<String, Optional<String>> setting, Function<Optional<String>, CallTimeouts> limits) {
        this.setting = setting;
        this.limits = limits;
    }

    public DynamoDbClient dynamo() {
        var builder = DynamoDbClient.builder()
                .httpClient(UrlConnections.shared())
                .overrideConfiguration(limits.apply(endpoint("DYNAMODB"))
                        .applyToTable(ClientOverrideConfiguration.builder())
                        .build());
        return aim(builder, "DYNAMODB").build();
    }

    public SfnClient states() {
        var builder = SfnClient.builder()
                .httpClient(UrlConnections.shared())
                .overrideConfiguration(limited("SFN").build());
        return aim(builder, "SFN").build();
    }

    public SecretsManagerClient secrets() {
        var builder = SecretsManagerClient.builder()
                .httpClient(UrlConnections.shared())
                .overrideConfiguration(limited("SECRETS_MANAGER").build());
        return aim(builder, "SECRETS_MANAGER").build();
    }

    /** S3, or the S3-compatible store that the {@code MEDIA_S3_*} settings name. */
    public S3Client s3() {
        var endpoint = setting.apply("MEDIA_S3_ENDPOINT");
        if (endpoint.isEmpty()) {
            return amazonS3();
        }
        var builder = S3Media.clientAt(URI.create(endpoint.get()))
                .overrideConfiguration(limits(endpoint).build());
        return aimAt(endpoint.get(), builder, STORE).build();
    }

    private S3Client amazonS3() {
        var builder = endpoint("S3").map(URI::create).map(S3Media::clientAt).orElseGet(S3Media::client);
        return aim(builder.overrideConfiguration(limited("S3").build()), "S3").build();
    }

    /** A bucket of page files, which is in S3 always, and the distribution in front of it, if one is named. */
    public Website website(String bucket, String distribution) {
        return new S3Website(amazonS3(), bucket, distribution.isEmpty() ? _ -> {} : cache(distribution)::invalidateAll);
    }

    /** Signs requests that others send to the store of {@link #s3}. */
    public S3Presigner presigner() {
        var own = setting.apply("MEDIA_S3_ENDPOINT");
        var endpoint = own.or(() -> endpoint("S3"));
        var prefix = own.isPresent() ? STORE : "AWS_";
        var builder = S3Presigner.builder();
        endpoint.map(URI::create)
                .ifPresent(url -> builder.endpointOverride(url)
                        .serviceConfiguration(S3Configuration.builder()
                                .pathStyleAccessEnabled(true)
                                .build()));
        endpoint.flatMap(_ -> setting.apply(prefix + "REGION")).map(Region::of).ifPresent(builder::region);
        endpoint.flatMap(_ -> credentials(prefix)).ifPresent(builder::credentialsProvider);
        return builder.build();
    }

    /** What the distribution of this id keeps. */
    public EdgeCache edgeCache(String distribution) {
        return cache(distribution);
    }

    private CloudFrontCache cache(String distribution) {
        var endpoint = endpoint("CLOUDFRONT");
        return new CloudFrontCache(
                endpoint.flatMap(_ -> credentials("AWS_"))
                        .orElseGet(() -> DefaultCredentialsProvider.builder().build()),
                URI.create(endpoint.orElse("https://cloudfront.amazonaws.com")),
                distribution,
                limits.apply(endpoint).attempt());
    }

    private ClientOverrideConfiguration.Builder limited(String service) {
        return limits(endpoint(service));
    }

    private ClientOverrideConfiguration.Builder limits(Optional<String> endpoint) {
        return limits.apply(endpoint).applyTo(ClientOverrideConfiguration.builder());
    }

    private <B extends AwsClientBuilder<B, ?>> B aim(B builder, String service) {
        return endpoint(service).map(url -> aimAt(url, builder, "AWS_")).orElse(builder);
    }

    private Optional<String> endpoint(String service) {
        return setting.apply("AWS_ENDPOINT_URL_" + service).or(() -> setting.apply("AWS_ENDPOINT_URL"));
    }

    private <B extends AwsClientBuilder<B, ?>> B aimAt(String url, B builder, String prefix) {
        setting.apply(prefix + "REGION").map(Region::of).ifPresent(builder::region);
        credentials(prefix).ifPresent(builder::credentialsProvider);
        return builder.endpointOverride(URI.create(url));
    }

    /**
     * As they were given; those of a store other than S3 may also be in a secret, and must be somewhere: without them the SDK
     * would look for the developer's own, and show them to that store and to whoever uploads.
     */
    private Optional<AwsCredentialsProvider> credentials(String prefix) {
        var arn = prefix.equals(STORE) ? setting.apply("MEDIA_SECRET_ARN") : Optional.<String>empty();
        if (arn.isPresent()) {
            return Optional.of(new OtherStoreCredentials(new Secret(secrets(), arn.get(), InstantSource.system())));
        }
        var given = setting.apply(prefix + "ACCESS_KEY_ID")
                .flatMap(id -> setting.apply(prefix + "SECRET_ACCESS_KEY").map(secret -> keys(prefix, id, secret)))
                .<AwsCredentialsProvider>map(StaticCredentialsProvider::create);
        if (given.isEmpty() && prefix.equals(STORE)) {
            throw new IllegalStateException("MEDIA_S3_ENDPOINT is set without the store's keys");
        }
        return given;
    }

    /** Those of a role, which are all that AWS's own services ever have, are worth nothing without their token. */
    private AwsCredentials keys(String prefix, String id, String secret) {
        return Optional.of(prefix + "SESSION_TOKEN")
                .filter("AWS_SESSION_TOKEN"::equals)
                .flatMap(setting)
                .<AwsCredentials>map(token -> AwsSessionCredentials.create(id, secret, token))
                .orElseGet(() -> AwsBasicCredentials.create(id, secret));
    }
}
