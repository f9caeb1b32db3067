package dev.darkroom.local.front;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** CloudFront's part in front of the private bucket: finished pictures, and those to work from, whole or in ranges. */
final class Generations extends Handler.Abstract {

    private static final Logger LOG = System.getLogger(Generations.class.getName());
    private static final Pattern KEY = Pattern.compile("(generations|references)/[A-Za-z0-9._-]{1,200}");
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18}-(\\d{1,18})?|-\\d{1,18})");

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
            refuse(Problem.methodNotAllowed("GET, HEAD"), response, callback);
        } else if (!KEY.matcher(key).matches()) {
            refuse(Problem.notFound(), response, callback);
        } else {
            send(key, request, response, callback);
        }
        return true;
    }

    private void send(String key, Request request, Response response, Callback callback) throws IOException {
        try (var file = store.getObject(get -> get.bucket(bucket)
                .key(key)
                .range(range(request))
                .ifNoneMatch(request.getHeaders().get(HttpHeader.IF_NONE_MATCH)))) {
            describe(file.response(), response);
            if (request.getMethod().equals("HEAD")) {
                file.abort();
            } else {
                var out = Content.Sink.asOutputStream(response);
                file.transferTo(out);
                out.flush();
            }
            callback.succeeded();
        } catch (S3Exception e) {
            refuse(e, response, callback);
        } catch (SdkClientException e) {
            LOG.log(Level.WARNING, "the store did not answer: {0}", e.getMessage());
            refuse(Problem.internal(), response, callback);
        }
    }

    /** One range as the store takes it. Anything else is ignored, as HTTP allows, and so is a range on a condition. */
    private static String range(Request request) {
        var range = request.getHeaders().get(HttpHeader.RANGE);
        var conditional = request.getHeaders().contains(HttpHeader.IF_RANGE);
        return range != null && !conditional && RANGE.matcher(range).matches() ? range : null;
    }

    private static void describe(GetObjectResponse file, Response response) {
        var headers = response.getHeaders();
        response.setStatus(file.contentRange() == null ? 200 : 206);
        headers.put(HttpHeader.CONTENT_TYPE, file.contentType());
        headers.put(HttpHeader.CONTENT_LENGTH, file.contentLength());
        headers.put(HttpHeader.ACCEPT_RANGES, "bytes");
        headers.put(HttpHeader.ETAG, file.eTag());
        if (file.contentRange() != null) {
            headers.put(HttpHeader.CONTENT_RANGE, file.contentRange());
        }
        if (file.cacheControl() != null) {
            headers.put(HttpHeader.CACHE_CONTROL, file.cacheControl());
        }
        if (file.lastModified() != null) {
            var modified = file.lastModified().atOffset(ZoneOffset.UTC);
            headers.put(HttpHeader.LAST_MODIFIED, DateTimeFormatter.RFC_1123_DATE_TIME.format(modified));
        }
    }

    private static void refuse(S3Exception e, Response response, Callback callback) {
        switch (e.statusCode()) {
            case 304 -> {
                response.setStatus(304);
                e.awsErrorDetails()
                        .sdkHttpResponse()
                        .firstMatchingHeader("ETag")
                        .ifPresent(tag -> response.getHeaders().put(HttpHeader.ETAG, tag));
                callback.succeeded();
            }
            case 416 -> refuse(Problem.badRequest(416), response, callback);
            case 500, 502, 503, 504 -> refuse(Problem.internal(), response, callback);
            default -> refuse(Problem.notFound(), response, callback);
        }
    }

    private static void refuse(Problem problem, Response response, Callback callback) {
        response.write(true, ByteBuffer.wrap(problem.on(response, "")), callback);
    }
}
