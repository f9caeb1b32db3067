package dev.darkroom.local.front;

import dev.darkroom.site.SiteFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpDateTime;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** CloudFront's part in front of the page. Files are read anew each time: an edit shows at the next reload. */
final class Site extends Handler.Abstract {

    private final Path folder;

    Site(Path folder) {
        this.folder = folder;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        var method = request.getMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            send(FrontProblem.methodNotAllowed("GET, HEAD").applyTo(response), response, callback);
            return true;
        }
        var file = find(request.getHttpURI().getDecodedPath());
        if (file.isEmpty()) {
            send(FrontProblem.notFound().applyTo(response), response, callback);
            return true;
        }
        send(file.get(), request, response, callback);
        return true;
    }

    /** The file that a path names: a visible one, inside the folder even after links are followed. */
    private Optional<Path> find(String path) throws IOException {
        var name = path.equals("/") ? "index.html" : path.substring(1);
        if (name.startsWith("/") || name.startsWith(".") || name.contains("/.") || name.contains("\\")) {
            return Optional.empty();
        }
        // A file system takes "page.js/" for the file; a bucket does not.
        if (name.endsWith("/")) {
            return Optional.empty();
        }
        try {
            var file = folder.resolve(name);
            var there = Files.isRegularFile(file) && file.toRealPath().startsWith(folder.toRealPath());
            return there ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static void send(Path file, Request request, Response response, Callback callback) throws IOException {
        var modified = Files.getLastModifiedTime(file).toInstant();
        var tag = String.format(Locale.ROOT, "\"%x-%x\"", modified.toEpochMilli(), Files.size(file));
        var headers = response.getHeaders();
        headers.put(HttpHeader.CACHE_CONTROL, "no-cache");
        headers.put(HttpHeader.ETAG, tag);
        headers.put(HttpHeader.LAST_MODIFIED, HttpDateTime.format(modified));
        if (new Preconditions(request.getHeaders()).hasCurrent(tag, modified)) {
            response.setStatus(304);
            // The file's, or Jetty says 0, which would be untrue (RFC 9110, 8.6).
            headers.put(HttpHeader.CONTENT_LENGTH, Files.size(file));
            callback.succeeded();
            return;
        }
        headers.put(
                HttpHeader.CONTENT_TYPE, SiteFile.contentType(file.getFileName().toString()));
        send(Files.readAllBytes(file), response, callback);
    }

    private static void send(byte[] bytes, Response response, Callback callback) {
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }
}
