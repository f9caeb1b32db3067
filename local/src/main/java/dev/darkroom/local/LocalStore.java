package dev.darkroom.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;

/** An S3 server on a folder, with signatures checked as S3 checks them: presigned uploads are the real thing. */
final class LocalStore implements AutoCloseable {

    /** No secret: it is in every presigned address. What signs is each data folder's own. */
    static final String ACCESS_KEY = "darkroom";

    private static final String PROVIDER = "filesystem-nio2";

    private final BlobStore blobs;
    private final S3Proxy server;

    private LocalStore(BlobStore blobs, S3Proxy server) {
        this.blobs = blobs;
        this.server = server;
    }

    /**
     * Opens the store on a folder, with the bucket in it. Nothing is answered that is not signed, and what is signed
     * names the host: a page that has rebound its name gets nothing, not by an address that was signed for us either.
     *
     * @param secretKey what a request must be signed with
     */
    static LocalStore open(Path folder, String bucket, String secretKey) {
        var settings = new Properties();
        settings.setProperty("jclouds.provider", PROVIDER);
        settings.setProperty("jclouds.filesystem.basedir", folder.toString());
        settings.setProperty("jclouds.identity", ACCESS_KEY);
        settings.setProperty("jclouds.credential", secretKey);
        var blobs = BlobStores.create(PROVIDER, settings);
        if (!blobs.containerExists(bucket)) {
            blobs.createContainer(bucket);
        }
        var server = S3Proxy.builder()
                .blobStore(blobs)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, secretKey)
                .corsRules(uploads())
                // Milliseconds; by default it would wait half a minute for connections that are merely kept alive.
                .stopTimeout(0)
                .build();
        try {
            server.start();
        } catch (Exception e) {
            throw CannotStart.because(String.format(Locale.ROOT, "The local store cannot start on %s.", folder), e);
        }
        return new LocalStore(blobs, server);
    }

    /** What the real bucket allows, save that any page of this machine counts as the site: ports vary. */
    private static CrossOriginResourceSharing uploads() {
        var thisMachine = "http://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:[0-9]+)?";
        return new CrossOriginResourceSharing(List.of(thisMachine), List.of("PUT"), List.of("*"), List.of("ETag"), "");
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    @Override
    public void close() throws Exception {
        server.stop();
        blobs.close();
    }
}
