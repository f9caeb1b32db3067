package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.darkroom.aws.S3Media;
import dev.darkroom.media.Body;
import dev.darkroom.media.Media;
import dev.darkroom.media.MediaContract;
import dev.darkroom.media.MediaType;
import dev.darkroom.media.StoreUnavailable;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real S3 server, over the wire. */
class S3MediaTest extends MediaContract {

    @TempDir
    static Path folder;

    private static S3ForTests s3;

    @BeforeAll
    static void start() throws Exception {
        s3 = S3ForTests.on(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        s3.close();
    }

    @Override
    protected Media media() {
        return new S3Media(s3.client(), "media");
    }

    @Override
    protected Optional<Served> served(String key) {
        return S3ForTests.served(s3.client(), "media", key);
    }

    @AfterEach
    void leavesNoUnfinishedUpload() {
        assertEquals(
                List.of(),
                s3.client().listMultipartUploads(b -> b.bucket("media")).uploads());
    }

    @Test
    void saysThatTheStoreIsUnavailableAndNothingElse() {
        var noBucket = new S3Media(s3.client(), "no-such-bucket");
        var body = new Body(new ByteArrayInputStream(new byte[10]), OptionalLong.of(10), 10);
        var refused = assertThrows(StoreUnavailable.class, () -> noBucket.store("a.png", MediaType.PNG, body));
        assertFalse(refused.getMessage().contains("no-such-bucket"), refused.getMessage());

        try (var deaf = S3ForTests.client(1)) {
            var failure =
                    assertThrows(StoreUnavailable.class, () -> new S3Media(deaf, "media").delete(List.of("a.png")));
            assertFalse(failure.getMessage().contains("127.0.0.1"), failure.getMessage());
        }
    }
}
