package dev.darkroom.aws;

import dev.darkroom.media.CopyFailure;
import dev.darkroom.media.StoreUnavailable;
import dev.darkroom.metrics.Meter;
import dev.darkroom.metrics.Metric;
import dev.darkroom.metrics.MetricEvent;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Calls of the store whose failures are told without what is secret.
 *
 * @param isAmazons whether the store is S3 itself
 * @param meter is told of what only the owner can put right
 */
record S3Calls(boolean isAmazons, Meter meter) {

    /** Wrong keys, or keys that may not do what we do. */
    private static final Set<Integer> REFUSALS = Set.of(401, 403);

    /** These say that a setting is wrong, under statuses that say other things too. */
    private static final Set<String> WRONG_SETTINGS = Set.of("NoSuchBucket", "AuthorizationHeaderMalformed");

    private static final Pattern WORD = Pattern.compile("[A-Za-z]{1,60}");

    static S3Calls of(S3Client s3, Meter meter) {
        return new S3Calls(isAmazons(s3), meter);
    }

    static <T> T askAmazon(Supplier<T> call) {
        return new S3Calls(true, reading -> {}).ask(call);
    }

    /** What went wrong with a body goes through; what the SDK says is cut down to what is no secret. */
    <T> T ask(Supplier<T> call) {
        try {
            return call.get();
        } catch (S3Exception e) {
            var said = "The store answered with status " + e.statusCode() + ", request " + e.requestId() + ".";
            throw reportRefusal(e) ? StoreUnavailable.refused(said) : new StoreUnavailable(said);
        } catch (OtherStoreCredentials.Missing e) {
            tell(MetricEvent.of("store_refused").with("code", "no_keys"));
            throw StoreUnavailable.refused(e.getMessage());
        } catch (SdkException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof CopyFailure failure) {
                    throw failure;
                }
            }
            throw new StoreUnavailable(
                    "The store did not answer (" + e.getClass().getSimpleName() + ").");
        }
    }

    /**
     * Whether it says that nothing is there. Without the right to list the bucket, S3 says 403 of what is not there (its API
     * reference, GetObject); of any other store that is a refusal, and what it keeps is not known.
     */
    boolean isMissing(S3Exception e) {
        return isNotFound(e) || e.statusCode() == 403 && isAmazons;
    }

    /** Whether it says so itself, and not that the bucket is not there; of an answer to HEAD, nobody can tell. */
    static boolean isNotFound(S3Exception e) {
        return e.statusCode() == 404 && !isWrongSetting(e);
    }

    private boolean reportRefusal(S3Exception e) {
        var isRefusal = REFUSALS.contains(e.statusCode()) || isWrongSetting(e);
        if (isRefusal) {
            var code = code(e).filter(text -> WORD.matcher(text).matches()).orElse(null);
            tell(MetricEvent.of("store_refused").with("status", e.statusCode()).with("code", code));
        }
        return isRefusal;
    }

    private static boolean isWrongSetting(S3Exception e) {
        return code(e).filter(WRONG_SETTINGS::contains).isPresent();
    }

    private static Optional<String> code(S3Exception e) {
        return Optional.ofNullable(e.awsErrorDetails()).map(AwsErrorDetails::errorCode);
    }

    private void tell(MetricEvent refusal) {
        meter.write(refusal.with(Metric.STORE_REFUSED, 1));
    }

    /** Not where another address was named, unless that is one of AWS's. */
    static boolean isAmazons(S3Client s3) {
        return s3.serviceClientConfiguration()
                .endpointOverride()
                .map(url -> url.getHost())
                .map(host -> host.endsWith(".amazonaws.com") || host.endsWith(".amazonaws.com.cn"))
                .orElse(true);
    }
}
