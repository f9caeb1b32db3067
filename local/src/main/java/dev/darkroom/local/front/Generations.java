package dev.darkroom.local.front;

import dev.darkroom.aws.ObjectLength;
import dev.darkroom.local.front.Preconditions.Part;
import dev.darkroom.local.front.Preconditions.Range;
import dev.darkroom.local.front.Preconditions.Unsatisfiable;
import dev.darkroom.local.front.Preconditions.Whole;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpDateTime;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** CloudFront's part in front of the private bucket: finished pictures, and those to work from, whole or in ranges. */
final class Generations extends Handler.Abstract {

    private static final Logger LOG = System.getLogger(Generations.class.getName());
    private static final Pattern KEY = Pattern.compile("(generations|references)/[A-Za-z0-9._-]{1,200}");

    /** Bytes. */
    private static final long PIECE = 8 << 20;

    private final S3Client store;
    private final String bucket;

    Generations(S3Client store, String bucket) {
        this.store = store;
        this.bucket = bucket;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        var method = request.getMethod();
        var key = request.getHttpURI().getCanonicalPath().substring(1);
        if (!method.equals("GET") && !method.equals("HEAD")) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            refuse(FrontProblem.methodNotAllowed("GET, HEAD"), response, callback);
        } else if (!KEY.matcher(key).matches()) {
            refuse(FrontProblem.notFound(), response, callback);
        } else {
            send(key, request, response, callback);
        }
        return true;
    }

    private void send(String key, Request request, Response response, Callback callback) throws IOException {
        try {
            var file = ObjectLength.fetch(store, bucket, key, null);
            if (file.contentLength() == null) {
                throw SdkClientException.create("it does not tell how long its files are");
            }
            var asked = new Preconditions(request.getHeaders());
            if (asked.hasCurrent(file.eTag(), file.lastModified())) {
                describe(file, response);
                response.setStatus(304);
                // The file's, or Jetty says 0, which would be untrue (RFC 9110, 8.6).
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, file.contentLength());
                callback.succeeded();
            } else if (request.getMethod().equals("HEAD")) {
                describe(file, response);
                describeBody(file, file.contentLength(), response);
                callback.succeeded();
            } else {
                sendPart(key, file, asked.part(file.eTag(), file.contentLength()), response, callback);
            }
        } catch (SdkException e) {
            // Half a file must not end like a whole one.
            if (response.isCommitted()) {
                callback.failed(e);
                return;
            }
            var isMissing = e instanceof S3Exception refusal && refusal.statusCode() == 404;
            refuse(isMissing ? FrontProblem.notFound() : logUnavailable(e), response, callback);
        }
    }

    /** A refusal says nothing about what is there. */
    private static FrontProblem logUnavailable(SdkException e) {
        // Not in the SDK's words: the request's id in them makes each line a new one, which strangers could fill a
        // terminal with.
        var why = e instanceof S3Exception s3
                ? "status " + s3.statusCode()
                : e.getClass().getSimpleName();
        LOG.log(Level.WARNING, "the store did not show a file: {0}", why);
        return FrontProblem.unavailable();
    }

    private void sendPart(String key, HeadObjectResponse file, Part part, Response response, Callback callback)
            throws IOException {
        switch (part) {
            case Whole() -> sendBytes(key, file, 0, file.contentLength() - 1, 200, response);
            case Range(var first, var last) -> sendBytes(key, file, first, last, 206, response);
            case Unsatisfiable() -> {
                response.getHeaders().put(HttpHeader.CONTENT_RANGE, "bytes */" + file.contentLength());
                refuse(FrontProblem.badRequest(416), response, callback);
                return;
            }
        }
        callback.succeeded();
    }

    /** In pieces, since the client holds each answer as a whole. What refuses the first has headers of its own. */
    private void sendBytes(String key, HeadObjectResponse file, long first, long last, int status, Response response)
            throws IOException {
        var out = Content.Sink.asOutputStream(response);
        var from = first;
        do {
            var piece = read(key, file, from, Math.min(last, from + PIECE - 1));
            if (from == first) {
                response.setStatus(status);
                describe(file, response);
                describeBody(file, last - first + 1, response);
                if (status == 206) {
                    var range = "bytes " + first + "-" + last + "/" + file.contentLength();
                    response.getHeaders().put(HttpHeader.CONTENT_RANGE, range);
                }
            }
            out.write(piece);
            from += PIECE;
        } while (from <= last);
        out.flush();
    }

    /** On the condition that it is still the file that was described. */
    private byte[] read(String key, HeadObjectResponse file, long first, long last) {
        if (first > last) {
            return new byte[0];
        }
        return store.getObjectAsBytes(get -> get.bucket(bucket)
                        .key(key)
                        .range("bytes=" + first + "-" + last)
                        .ifMatch(file.eTag()))
                .asByteArrayUnsafe();
    }

    /** What an answer says of the file, also one without its bytes (RFC 9110, 15.4.5). */
    private static void describe(HeadObjectResponse file, Response response) {
        var headers = response.getHeaders();
        headers.put(HttpHeader.ETAG, file.eTag());
        if (file.cacheControl() != null) {
            headers.put(HttpHeader.CACHE_CONTROL, file.cacheControl());
        }
        if (file.lastModified() != null) {
            headers.put(HttpHeader.LAST_MODIFIED, HttpDateTime.format(file.lastModified()));
        }
    }

    private static void describeBody(HeadObjectResponse file, long length, Response response) {
        var headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, file.contentType());
        headers.put(HttpHeader.CONTENT_LENGTH, length);
        headers.put(HttpHeader.ACCEPT_RANGES, "bytes");
    }

    private static void refuse(FrontProblem problem, Response response, Callback callback) {
        response.write(true, ByteBuffer.wrap(problem.applyTo(response)), callback);
    }
}
