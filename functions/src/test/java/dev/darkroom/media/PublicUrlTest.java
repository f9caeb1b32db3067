package dev.darkroom.media;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://img.example/a.png",
                "https://img.example",
                "HTTPS://IMG.EXAMPLE/A.PNG",
                "https://img.example:8443/a.png?w=10&h=20#top",
                "https://xn--bcher-kva.example/a.png",
                "https://a-b.img.example/a%20b.png",
                "https://93.184.215.14/a.png",
                "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/a.png"
            })
    void isPublic(String url) {
        assertTrue(PublicUrl.is(URI.create(url)), url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://img.example/\ud83d.png",
                "https://img.example/a.png?\udc00",
                "http://img.example/a.png",
                "ftp://img.example/a.png",
                "data:image/png;base64,AAAA",
                "javascript:alert(1)",
                "file:///etc/passwd",
                "/a.png",
                "//img.example/a.png",
                "a.png",
                "",
                "https:///a.png",
                "https://localhost/a.png",
                "https://localhost:8080/a.png",
                "https://sub.localhost/a.png",
                "https://printer/a.png",
                "https://printer.local/a.png",
                "https://db.internal/a.png",
                "https://nas.home.arpa/a.png",
                "https://img.example./a.png",
                "https://127.0.0.1/a.png",
                "https://10.1.2.3/a.png",
                "https://169.254.169.254/latest/meta-data/",
                "https://192.168.1.1/a.png",
                "https://[::1]/a.png",
                "https://[fd00::1]/a.png",
                "https://[::ffff:10.0.0.1]/a.png",
                "https://0x7f000001/a.png",
                "https://2130706433/a.png",
                "https://0177.0.0.1/a.png",
                "https://127.1/a.png",
                "https://me@img.example/a.png",
                "https://me:secret@img.example/a.png",
                "https://img.example:0/a.png",
                "https://img.example:99999/a.png"
            })
    void isNot(String url) {
        assertFalse(PublicUrl.is(URI.create(url)), url);
    }
}
