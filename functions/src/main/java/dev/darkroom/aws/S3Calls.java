package dev.darkroom.aws;

import dev.darkroom.media.CopyFailure;
import dev.darkroom.media.StoreUnavailable;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Calls of the store whose failures are told without what is secret. */
final class S3Calls {

    private S3Calls() {}

    /** What went wrong with a body goes through; what the SDK says is cut down to what is no secret. */
    static <T> T asked(Supplier<T> call) {
        try {
            return call.get();
        } catch (S3Exception e) {
            throw new StoreUnavailable(
                    "The store answered with status " + e.statusCode() + ", request " + e.requestId() + ".");
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
}
