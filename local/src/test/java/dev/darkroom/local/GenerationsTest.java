package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.local.front.Hosts;
import dev.darkroom.local.front.LocalFront;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Files as the front shows them, whatever their size: the memory of a small JVM must do for many at a time. */
class GenerationsTest {

    private static final int MOST = 8 << 20;

    @TempDir
    Path page;

    private LocalFront front;

    /** One file; each piece that is asked for is noted, and the one at {@code brokenAt} is refused. */
    private static final class Store implements S3Client {
        private final byte[] file;
        private final List<Integer> pieces = new ArrayList<>();
        private long brokenAt = -1;
        private boolean tellsVersions = true;

        Store(int size) {
            file = new byte[size];
            new Random(7).nextBytes(file);
        }

        @Override
        public HeadObjectResponse headObject(HeadObjectRequest request) {
            return HeadObjectResponse.builder()
                    .contentLength((long) file.length)
                    .contentType("video/mp4")
                    .eTag(tellsVersions ? "\"1\"" : null)
                    .lastModified(tellsVersions ? Instant.EPOCH : null)
                    .build();
        }

        @Override
        public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
            assertEquals(tellsVersions ? "\"1\"" : null, request.ifMatch());
            var ends = request.range().substring("bytes=".length()).split("-");
            var first = Integer.parseInt(ends[0]);
            if (first == brokenAt) {
                throw S3Exception.builder().statusCode(503).build();
            }
            var piece = Arrays.copyOfRange(file, first, Integer.parseInt(ends[1]) + 1);
            pieces.add(piece.length);
            try {
                return transformer.transform(
                        GetObjectResponse.builder().build(),
                        AbortableInputStream.create(new ByteArrayInputStream(piece)));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {}
    }

    private HttpResponse<byte[]> get(Store store, String... headers) throws IOException, InterruptedException {
        front = LocalFront.bind(0);
        front.serve(
                Map.of(),
                new LocalFront.Media(store, "media", List.of()),
                new Hosts(Set.of()),
                page,
                () -> Instant.EPOCH);
        var request = HttpRequest.newBuilder(URI.create(front.url() + "/generations/a.mp4"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        }
    }

    @AfterEach
    void stop() throws Exception {
        front.close();
    }

    @Test
    void aLargeFileIsReadInPieces() throws Exception {
        var store = new Store(2 * MOST + 3);
        var answer = get(store);
        assertEquals(200, answer.statusCode());
        assertArrayEquals(store.file, answer.body());
        assertEquals(List.of(MOST, MOST, 3), store.pieces);
    }

    @Test
    void soIsALargePartOfIt() throws Exception {
        var store = new Store(2 * MOST + 3);
        var answer = get(store, "Range", "bytes=1-");
        assertEquals(206, answer.statusCode());
        assertEquals(
                "bytes 1-" + (store.file.length - 1) + "/" + store.file.length,
                answer.headers().firstValue("Content-Range").orElseThrow());
        assertArrayEquals(Arrays.copyOfRange(store.file, 1, store.file.length), answer.body());
        assertEquals(List.of(MOST, MOST, 2), store.pieces);
    }

    @Test
    void anEmptyFileIsAnEmptyAnswer() throws Exception {
        var store = new Store(0);
        var answer = get(store);
        assertEquals(200, answer.statusCode());
        assertEquals(0, answer.body().length);
        assertEquals(List.of(), store.pieces);
    }

    /** Then nobody can say that the client has it already. */
    @Test
    void aFileIsShownWhoseStoreTellsNeitherTagNorDate() throws Exception {
        var store = new Store(3);
        store.tellsVersions = false;
        assertArrayEquals(store.file, get(store, "If-None-Match", "\"1\"").body());
        front.close();
        var answer = get(store, "If-Modified-Since", "Thu, 01 Jan 2026 00:00:00 GMT");
        assertArrayEquals(store.file, answer.body());
        assertTrue(answer.headers().firstValue("Last-Modified").isEmpty());
    }

    @Test
    void whatTheStoreRefusesAtOnceIsARefusal() throws Exception {
        var store = new Store(3);
        store.brokenAt = 1;
        var answer = get(store, "Range", "bytes=1-");
        assertEquals(503, answer.statusCode());
        assertTrue(answer.headers().firstValue("Content-Range").isEmpty());
        assertTrue(answer.headers().firstValue("ETag").isEmpty());
    }

    @Test
    void whatBreaksOffLaterNeverLooksWhole() {
        var store = new Store(2 * MOST);
        store.brokenAt = MOST;
        assertThrows(IOException.class, () -> get(store));
    }
}
