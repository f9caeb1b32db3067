package dev.darkroom.local;

import dev.darkroom.aws.Clients;
import dev.darkroom.aws.S3Media;
import dev.darkroom.aws.S3Uploads;
import dev.darkroom.media.Media;
import dev.darkroom.media.MediaContract;
import dev.darkroom.media.Uploads;
import dev.darkroom.media.UploadsContract;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The store's contracts on servers that others wrote, which {@code -Dstores} names as {@code NAME=ADDRESS,...}: see
 * {@code .ci/outside/stores}, where {@code faults.txt} says what is their own fault.
 */
@EnabledIfSystemProperty(named = "stores", matches = ".+")
class StoresTest {

    static {
        // The certificate is of the day's making. Before anybody asks for TLS; Maven itself must not be told.
        Optional.ofNullable(System.getProperty("stores.trust")).ifPresent(file -> {
            System.setProperty("javax.net.ssl.trustStore", file);
            System.setProperty("javax.net.ssl.trustStorePassword", System.getProperty("stores.trust.password"));
        });
    }

    private static final Map<String, Store> STORES = new ConcurrentHashMap<>();

    /** A server by its name and scheme, such as {@code rclone-https}, which is also the name of its bucket. */
    record Store(String name, S3Client client, S3Presigner presigner) {

        static Store of(String named) {
            return STORES.computeIfAbsent(named, Store::open);
        }

        private static Store open(String named) {
            var settings = new HashMap<>(Map.of(
                    "MEDIA_S3_ENDPOINT", named.substring(named.indexOf('=') + 1),
                    "MEDIA_S3_REGION", "us-east-1",
                    "MEDIA_S3_ACCESS_KEY_ID", System.getProperty("stores.id", "stores"),
                    "MEDIA_S3_SECRET_ACCESS_KEY", System.getProperty("stores.secret", "stores-secret")));
            var clients = new Clients(name -> Optional.ofNullable(settings.get(name)));
            var client = clients.s3();
            var name = named.substring(0, named.indexOf('='));
            client.createBucket(create -> create.bucket(name));
            return new Store(name, client, clients.presigner());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Store> stores() {
        return Stream.of(System.getProperty("stores").split(",")).map(Store::of);
    }

    @Nested
    @ParameterizedClass
    @MethodSource("dev.darkroom.local.StoresTest#stores")
    @ExtendWith(KnownFaults.class)
    class OfMedia extends MediaContract {

        @Parameter
        Store store;

        @Override
        protected Media media() {
            return new S3Media(store.client(), store.name());
        }

        @Override
        protected Optional<Served> served(String key) {
            return S3ForTests.served(store.client(), store.name(), key);
        }

        @Override
        public String toString() {
            return store.name();
        }
    }

    @Nested
    @ParameterizedClass
    @MethodSource("dev.darkroom.local.StoresTest#stores")
    @ExtendWith(KnownFaults.class)
    class OfUploads extends UploadsContract {

        @Parameter
        Store store;

        @Override
        protected Uploads uploads() {
            return new S3Uploads(store.client(), store.presigner(), store.name());
        }

        @Override
        protected int put(Uploads.Slot slot, byte[] bytes, Map<String, String> headers) {
            return S3ForTests.put(slot, bytes, headers);
        }

        @Override
        protected Optional<MediaContract.Served> served(String key) {
            return S3ForTests.served(store.client(), store.name(), key);
        }

        @Override
        public String toString() {
            return store.name();
        }
    }
}
