package dev.darkroom.aws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.media.Body;
import dev.darkroom.media.MediaType;
import dev.darkroom.media.StoreUnavailable;
import dev.darkroom.media.Uploads;
import dev.darkroom.metrics.Metric;
import dev.darkroom.metrics.MetricEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What is stored is what the store has afterwards, and not what it says that it took. */
class OddStoreTest {

    private static final int SMALL = 100_000;
    private static final int LARGE = SentParts.SIZE * 2 + 1000;
    private static final String KEY = "generations/a.png";

    private final List<MetricEvent> readings = new ArrayList<>();
    private OddStore store;

    @BeforeEach
    void open() throws IOException {
        store = new OddStore();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private S3Media media() {
        return new S3Media(store.clients().s3(), "media", readings::add);
    }

    private S3Uploads uploads() {
        return new S3Uploads(store.clients().s3(), store.clients().presigner(), "media", readings::add);
    }

    private long stored(byte[] bytes) {
        var body = new Body(new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length), Long.MAX_VALUE);
        return media().store(KEY, MediaType.PNG, body).bytes();
    }

    private static byte[] random(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    private static byte[] flipped(byte[] bytes) {
        var other = bytes.clone();
        other[other.length / 2] ^= 1;
        return other;
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void anHonestStoreIsBelieved(int size) {
        assertEquals(size, stored(random(size)));
        assertArrayEquals(random(size), store.objects.get(KEY).bytes());
        store.tellsLengths = false;
        store.tellsRanges = false;
        assertEquals(size, stored(random(size)));
    }

    static Stream<UnaryOperator<String>> etags() {
        return Stream.of(ours -> ours, ours -> "\"17\"");
    }

    /** Where HEAD leaves the length out, the answer to a part says it; where that does not either, ETag or bytes prove it. */
    @ParameterizedTest
    @MethodSource("etags")
    void aStoreThatDoesNotTellLengthsIsBelievedAsFarAsItProves(UnaryOperator<String> etags) {
        store.tellsLengths = false;
        store.etags = etags;
        for (var tellsRanges : List.of(true, false)) {
            store.tellsRanges = tellsRanges;
            store.keeping = bytes -> bytes;
            assertEquals(SMALL, stored(random(SMALL)));
            assertEquals(SMALL, stored(random(SMALL)), "also over itself");
            assertArrayEquals(random(SMALL), store.objects.get(KEY).bytes());
            store.objects.clear();
            store.keeping = bytes -> Arrays.copyOf(bytes, bytes.length + 1);
            assertThrows(StoreUnavailable.class, () -> stored(random(SMALL)));
            store.objects.clear();
            store.keeping = OddStoreTest::half;
            assertThrows(StoreUnavailable.class, () -> stored(random(SMALL)));
            assertEquals(!tellsRanges, store.objects.containsKey(KEY), "deleted if it is known to be shorter");
        }
    }

    static Stream<UnaryOperator<byte[]>> lies() {
        return Stream.of(
                bytes -> null,
                OddStoreTest::half,
                bytes -> new byte[0],
                bytes -> Arrays.copyOf(bytes, bytes.length + 1),
                OddStoreTest::flipped);
    }

    @ParameterizedTest
    @MethodSource("lies")
    void aStoreThatSays200AndHasSomethingElseIsUnavailable(UnaryOperator<byte[]> lie) {
        store.keeping = lie;
        for (var size : List.of(SMALL, LARGE)) {
            assertThrows(StoreUnavailable.class, () -> stored(random(size)));
            assertFalse(
                    Optional.ofNullable(store.objects.get(KEY))
                            .filter(kept -> kept.bytes().length < size)
                            .isPresent(),
                    "nobody is shown a part of a file");
        }
    }

    /** 0 is no answer at all, as when a connection breaks. */
    @ParameterizedTest
    @ValueSource(ints = {0, 500})
    void whatWasCutOffDoesNotStandInPlaceOfAGoodFile(int answer) {
        stored(random(SMALL));
        store.keeping = OddStoreTest::half;
        store.answersWrites = answer;
        assertThrows(StoreUnavailable.class, () -> stored(random(SMALL + 1)));
        assertEquals(null, store.objects.get(KEY));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 500})
    void aGoodFileStaysWhereNothingWasKept(int answer) {
        stored(random(SMALL));
        store.keeping = bytes -> null;
        store.answersWrites = answer;
        assertThrows(StoreUnavailable.class, () -> stored(random(SMALL + 1)));
        assertArrayEquals(random(SMALL), store.objects.get(KEY).bytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void aFileWhoseAnswerWasLostIsLookedUpAndNotSentAnew(int size) {
        store.answersWrites = 500;
        assertEquals(size, stored(random(size)));
    }

    /** As those of a store that encrypts, or counts something else: then the bytes tell. */
    @ParameterizedTest
    @ValueSource(strings = {"\"0123456789abcdef0123456789abcdef\"", "\"0123456789abcdef0123456789abcdef-7\"", "\"17\""})
    void anEtagThatIsNoMd5IsNoFault(String etag) {
        store.etags = ours -> etag;
        assertEquals(SMALL, stored(random(SMALL)));
        assertEquals(LARGE, stored(random(LARGE)));
        if (SentParts.isMd5Etag(etag)) {
            store.keeping = OddStoreTest::flipped;
            assertThrows(StoreUnavailable.class, () -> stored(random(LARGE)));
        }
    }

    /** As Alibaba's OSS writes it. */
    @Test
    void anMd5InCapitalsIsOne() {
        store.etags = etag -> etag.toUpperCase(Locale.ROOT);
        assertEquals(SMALL, stored(random(SMALL)));
        assertFalse(store.requests.contains("GET "), "the ETag ends the matter");
        store.keeping = OddStoreTest::flipped;
        assertThrows(StoreUnavailable.class, () -> stored(random(SMALL)));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusalIsTheOwnersToMendAndSaysNothingOfWhatIsThere(int status) {
        store.answersReads = status;
        assertThrows(StoreUnavailable.class, () -> uploads().find(KEY));
        assertThrows(StoreUnavailable.class, () -> stored(random(SMALL)));
        var refusal = MetricEvent.of("store_refused").with("status", status).with(Metric.STORE_REFUSED, 1);
        assertEquals(List.of(refusal, refusal), readings);
    }

    /** HEAD's 404 cannot tell (it has no body): GET's can, and needs no right but the one to read. */
    @Test
    void aBucketThatIsNotThereIsTheOwnersToMendAndNoMissingFile() {
        var clients = store.clients();
        var elsewhere = new S3Uploads(clients.s3(), clients.presigner(), "typo", readings::add);
        assertEquals(Optional.empty(), uploads().find("uploads/a"));
        assertEquals(List.of(), readings);
        assertTrue(assertThrows(StoreUnavailable.class, () -> elsewhere.find("uploads/a"))
                .isRefusal());
        var looked = new Uploads.Put("uploads/a", 1, Optional.of(MediaType.PNG), "\"1\"");
        assertThrows(StoreUnavailable.class, () -> elsewhere.publish(looked, "references/a.png", MediaType.PNG));
        var refusal = MetricEvent.of("store_refused")
                .with("status", 404)
                .with("code", "NoSuchBucket")
                .with(Metric.STORE_REFUSED, 1);
        assertEquals(List.of(refusal, refusal), readings);
    }

    /** Of what S3 has just said that it took, a 403 cannot mean that it is not there: it means that we may not ask. */
    @Test
    void aRefusalOfS3AfterAWriteIsNoMissingFile() {
        store.answersReads = 403;
        var stored = new WriteVerifier(store.clients().s3(), "media", new S3Calls(true, readings::add));
        var sent = new SentParts();
        sent.addLast(random(SMALL), SMALL);
        assertThrows(S3Exception.class, () -> stored.findVerified(KEY, sent, Optional.empty()));
    }

    @Test
    void keysThatWereNotPutIntoTheirSecretYetAreTheOwnersToMend() {
        var settings = new HashMap<>(store.settings());
        settings.put("MEDIA_SECRET_ARN", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:media");
        settings.put("AWS_ENDPOINT_URL", store.settings().get("MEDIA_S3_ENDPOINT"));
        settings.putAll(Map.of("AWS_REGION", "r", "AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "secret"));
        var clients = new Clients(name -> Optional.ofNullable(settings.get(name)));
        var media = new S3Media(clients.s3(), "media", readings::add);
        var said = assertThrows(StoreUnavailable.class, () -> media.delete(List.of(KEY)))
                .getMessage();
        assertEquals("The store's accessKeyId is not in its secret yet: put it in as docs/deploy.md says.", said);
        assertEquals(
                List.of(MetricEvent.of("store_refused").with("code", "no_keys").with(Metric.STORE_REFUSED, 1)),
                readings);
    }

    @Test
    void aFaultIsNotTheOwners() {
        store.answersReads = 500;
        assertThrows(StoreUnavailable.class, () -> uploads().find(KEY));
        assertEquals(List.of(), readings);
    }

    /** Where nothing is said of the range, the length of the part is not the file's. */
    @Test
    void anUploadIsFoundWithItsLengthAlsoWithoutContentRange() {
        store.objects.put("uploads/a", new OddStore.Kept(random(SMALL), "image/png"));
        var with = uploads().find("uploads/a").orElseThrow();
        store.tellsRanges = false;
        assertEquals(with, uploads().find("uploads/a").orElseThrow());
        assertEquals(SMALL, with.bytes());
        store.tellsLengths = false;
        assertThrows(StoreUnavailable.class, () -> uploads().find("uploads/a"), "nor does HEAD tell");
    }

    @Test
    void aCopyOfSomethingElseIsNotPublishedWhereTheConditionIsNotMinded() {
        store.objects.put("uploads/a", new OddStore.Kept(random(SMALL), "image/png"));
        var looked = uploads().find("uploads/a").orElseThrow();
        assertTrue(uploads().publish(looked, "references/a.png", MediaType.PNG));
        store.objects.put("uploads/a", new OddStore.Kept(flipped(random(SMALL)), "image/png"));
        assertFalse(uploads().publish(looked, "references/a.png", MediaType.PNG));
        assertFalse(store.objects.containsKey("references/a.png"));
    }

    /** As where each file is encrypted with a key of its own. */
    @Test
    void aCopyWithAnEtagOfItsOwnIsPublished() {
        store.objects.put("uploads/a", new OddStore.Kept(random(SMALL), "image/png"));
        var looked = uploads().find("uploads/a").orElseThrow();
        store.keeping = OddStoreTest::flipped;
        assertTrue(uploads().publish(looked, "references/a.png", MediaType.PNG));
    }

    /** The developer's own would be shown to that store, and in addresses to strangers. */
    @Test
    void withoutKeysOfItsOwnAStoreGetsNone() {
        for (var missing : List.of("MEDIA_S3_ACCESS_KEY_ID", "MEDIA_S3_SECRET_ACCESS_KEY")) {
            var settings = new HashMap<>(store.settings());
            settings.putAll(Map.of("AWS_ACCESS_KEY_ID", "mine", "AWS_SECRET_ACCESS_KEY", "mine", "AWS_REGION", "r"));
            settings.remove(missing);
            var clients = new Clients(name -> Optional.ofNullable(settings.get(name)));
            assertThrows(IllegalStateException.class, clients::s3);
            assertThrows(IllegalStateException.class, clients::presigner);
        }
        assertEquals(List.of(), store.requests);
    }

    @Test
    void aFileThatBreaksOffIsNeverSentToItEvenInPart() {
        var body = new Body(new ByteArrayInputStream(new byte[LARGE]), OptionalLong.of(LARGE + 1), Long.MAX_VALUE);
        assertThrows(RuntimeException.class, () -> media().store(KEY, MediaType.PNG, body));
        assertTrue(store.objects.isEmpty());
        assertEquals("DELETE uploadId", store.requests.getLast(), "the parts are given up");
    }
}
