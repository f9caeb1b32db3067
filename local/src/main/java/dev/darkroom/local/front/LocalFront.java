package dev.darkroom.local.front;

import dev.darkroom.local.Lambda;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The one public address of the local system: {@code /api/*} by the functions, {@code /generations/*} and {@code /references/*} from the store,
 * and the page for all else. In AWS these are CloudFront, API Gateway and two buckets.
 */
public final class LocalFront implements AutoCloseable {

    private final LoopbackServer server;

    private LocalFront(LoopbackServer server) {
        this.server = server;
    }

    /** Takes the port; nothing is answered yet. */
    public static LocalFront bind(int port) {
        return new LocalFront(LoopbackServer.bind(port));
    }

    /**
     * Where finished pictures are.
     *
     * @param store read with the developer's own key: the bucket is private
     * @param origins what the page may take pictures from and send uploads to, besides its own
     */
    public record Media(S3Client store, String bucket, Collection<String> origins) {}

    /**
     * Answers from now on.
     *
     * @param functions by name
     * @param hosts the names that it answers to
     * @param page the folder of the page; need not exist
     */
    public void serve(Map<String, Lambda> functions, Media media, Hosts hosts, Path page, InstantSource clock) {
        var gateway = new Gateway(functions, clock);
        var generations = new Generations(media.store(), media.bucket());
        var site = new Site(page);
        var security = new SecurityHeaders(media.origins());
        // Whom we do not know reads these, and is not told where the store is.
        var ofRefusals = new SecurityHeaders(List.of());
        server.answerRefusals(new BadRequests(ofRefusals));
        server.start(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                var path = request.getHttpURI().getCanonicalPath();
                var known = hosts.know(Request.getServerName(request));
                (known ? security : ofRefusals).addTo(response.getHeaders(), path);
                if (!known) {
                    response.write(
                            true, ByteBuffer.wrap(FrontProblem.misdirected().applyTo(response)), callback);
                    return true;
                }
                if (path == null) {
                    Response.writeError(request, response, callback, 400);
                    return true;
                }
                if (request.getHttpURI().getPath().contains(";")) {
                    // Jetty takes ";x=1" off a path; neither CloudFront nor API Gateway does.
                    var missing = ByteBuffer.wrap(FrontProblem.notFound().applyTo(response));
                    response.write(true, missing, callback);
                    return true;
                }
                if (path.equals("/api") || path.startsWith("/api/")) {
                    return gateway.handle(request, response, callback);
                }
                return path.startsWith("/generations/") || path.startsWith("/references/")
                        ? generations.handle(request, response, callback)
                        : site.handle(request, response, callback);
            }
        });
    }

    /** Such as {@code http://localhost:8080}. */
    public URI url() {
        return URI.create("http://localhost:" + server.port());
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
