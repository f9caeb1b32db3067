package dev.darkroom.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Servers with certificates of their own, made by the JDK's keytool when first needed, and a client that trusts them. */
public final class TestTls {

    private static final char[] PASSWORD = "only-for-tests".toCharArray();
    private static final Map<String, KeyStore> STORES = new ConcurrentHashMap<>();

    private TestTls() {}

    /** A server whose certificate is for {@code name}. */
    public static RawServer server(String name) throws IOException, GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(name), PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return new RawServer(context.getServerSocketFactory(), "https");
    }

    /** Trusts every certificate that was made here, and no other. */
    static SSLSocketFactory trusting() throws IOException, GeneralSecurityException {
        var all = KeyStore.getInstance("PKCS12");
        all.load(null, null);
        for (var store : STORES.entrySet()) {
            all.setCertificateEntry(store.getKey(), store.getValue().getCertificate("key"));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(all);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private static KeyStore store(String name) {
        return STORES.computeIfAbsent(name, TestTls::make);
    }

    private static KeyStore make(String name) {
        try {
            var folder = Files.createTempDirectory("tls");
            var file = folder.resolve("keys.p12");
            var keytool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            var process = new ProcessBuilder(
                            keytool,
                            "-genkeypair",
                            "-alias",
                            "key",
                            "-keyalg",
                            "EC",
                            "-groupname",
                            "secp256r1",
                            "-validity",
                            "2",
                            "-dname",
                            "CN=" + name,
                            "-ext",
                            "SAN=dns:" + name,
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            file.toString(),
                            "-storepass",
                            new String(PASSWORD))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool made no key");
            }
            var store = KeyStore.getInstance(file.toFile(), PASSWORD);
            Files.delete(file);
            Files.delete(folder);
            return store;
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
