package dev.darkroom.local.front;

import dev.darkroom.local.Lambda;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The one public address of the local system: {@code /api/*} by the functions, {@code /generations/*} from the store,
 * and the page for all else. In AWS these are CloudFront, API Gateway and two buckets.
 */
public final class Front implements AutoCloseable {

    private final LoopbackServer server;

    private Front(LoopbackServer server) {
        this.server = server;
    }

    /** Takes the port; nothing is answered yet. */
    public static Front bind(int port) {
        return new Front(LoopbackServer.bind(port));
    }

    /**
     * What is served.
     *
     * @param functions by name
     * @param site the folder of the page; need not exist
     * @param store where finished pictures are
     * @param bucket its bucket
     * @param stores origins that the page may use besides its own
     */
    public record Content(
            Map<String, Lambda> functions, Path site, S3Client store, String bucket, Collection<String> stores) {}

    /** Answers from now on. */
    public void serve(Content content, InstantSource clock) {
        var gateway = new Gateway(content.functions(), clock);
        var generations = new Generations(content.store(), content.bucket());
        var site = new Site(content.site());
        var security = new SecurityHeaders(content.stores());
        server.start(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                security.addTo(response);
                var path = request.getHttpURI().getCanonicalPath();
                if (path == null) {
                    Response.writeError(request, response, callback, 400);
                    return true;
                }
                if (path.equals("/api") || path.startsWith("/api/")) {
                    return gateway.handle(request, response, callback);
                }
                return path.startsWith("/generations/")
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
