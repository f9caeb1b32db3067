package dev.darkroom.aws;

import dev.darkroom.media.EdgeCache;
import dev.darkroom.media.StoreUnavailable;
import dev.darkroom.task.RemainingTime;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/**
 * {@link EdgeCache} in CloudFront. One request of its API, signed with the SDK's own signer: the SDK's whole client for
 * CloudFront would make the functions' zip a third larger (docs/decisions/030).
 *
 * @see <a href="https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html">CreateInvalidation</a>
 */
public final class CloudFrontCache implements EdgeCache {

    private static final String VERSION = "2020-05-31";
    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    private final AwsCredentialsProvider credentials;
    private final URI endpoint;
    private final String distribution;
    private final Duration most;

    /**
     * @param distribution the distribution's id
     * @param most how long an answer is waited for
     */
    public CloudFrontCache(AwsCredentialsProvider credentials, URI endpoint, String distribution, Duration most) {
        this.credentials = credentials;
        this.endpoint = endpoint;
        this.distribution = distribution;
        this.most = most;
    }

    @Override
    public void invalidate(Collection<String> keys) {
        if (keys.isEmpty()) {
            return;
        }
        var paths = keys.stream().sorted().map(key -> "/" + key).toList();
        // The same files again are the same request to CloudFront, which then makes nothing new and bills nothing.
        ask(
                paths,
                UUID.nameUUIDFromBytes(String.join("\n", paths).getBytes(StandardCharsets.UTF_8))
                        .toString());
    }

    /** As {@link #invalidate}, for all files; what differs is to have another reference, or nothing is forgotten. */
    void invalidateAll(String reference) {
        ask(List.of("/*"), reference);
    }

    private void ask(List<String> paths, String reference) {
        try {
            var status = send(batch(paths, reference));
            if (status != 201) {
                throw new StoreUnavailable("The edge answered with status " + status + ".");
            }
        } catch (IOException | SdkException e) {
            throw new StoreUnavailable(
                    "The edge did not answer (" + e.getClass().getSimpleName() + ").");
        }
    }

    private int send(String body) throws IOException {
        var content = ContentStreamProvider.fromString(body, StandardCharsets.UTF_8);
        var request = SdkHttpRequest.builder()
                .uri(endpoint.resolve("/" + VERSION + "/distribution/" + distribution + "/invalidation"))
                .method(SdkHttpMethod.POST)
                .putHeader("Content-Type", "text/xml")
                .putHeader("Content-Length", String.valueOf(body.getBytes(StandardCharsets.UTF_8).length))
                .build();
        // CloudFront is a global service: it is signed for as one in us-east-1 (General Reference, 2026).
        var signed = SIGNER.sign(sign -> sign.identity(credentials.resolveCredentials())
                .request(request)
                .payload(content)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "cloudfront")
                .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
        var left = RemainingTime.cap(most);
        if (!left.isPositive()) {
            throw new SocketTimeoutException("there was no time left to ask");
        }
        var answer = UrlConnections.within(left)
                .prepareRequest(HttpExecuteRequest.builder()
                        .request(signed.request())
                        .contentStreamProvider(signed.payload().orElse(content))
                        .build())
                .call();
        answer.responseBody().ifPresent(unread -> unread.abort());
        return answer.httpResponse().statusCode();
    }

    /** Keys are of our own making: letters, digits, and what XML and CloudFront take as it is. */
    private static String batch(List<String> paths, String reference) {
        return String.format(
                Locale.ROOT,
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <InvalidationBatch xmlns="http://cloudfront.amazonaws.com/doc/%s/">\
                <Paths><Quantity>%d</Quantity><Items>%s</Items></Paths>\
                <CallerReference>%s</CallerReference></InvalidationBatch>""",
                VERSION,
                paths.size(),
                paths.stream().map(path -> "<Path>" + path + "</Path>").collect(Collectors.joining()),
                reference);
    }
}
