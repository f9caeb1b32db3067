package dev.darkroom.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spellings of one server, as an attacker would vary them, through the whole door. */
class OriginTest {

    private final TestDialer dialer = new TestDialer(0)
            .name("cdn.test", "93.184.216.34")
            .name("localhost", "127.0.0.1", "::1")
            .name("metadata.google.internal", "169.254.169.254")
            .name("inside.test", "10.1.2.3", "fd00::1")
            .name("mapped.test", "::ffff:10.0.0.1")
            .name("nat64.test", "64:ff9b::a00:1")
            .name("ip6-localhost", "::1")
            .name("xn--bcher-kva.test", "192.168.1.1")
            .name("zero.test", "0.0.0.0")
            .name("2130706433.test", "127.0.0.1");
    private final GuardedFetch fetch =
            new GuardedFetch(FetchLimits.ofBytes(1000), null, dialer, (SSLSocketFactory) SSLSocketFactory.getDefault());

    @ParameterizedTest
    @ValueSource(
            strings = {
                // not https
                "http://cdn.test/a.png",
                "HTTP://cdn.test/a.png",
                "ftp://cdn.test/a.png",
                "file:///etc/passwd",
                "jar:https://cdn.test/a.jar!/b",
                "data:image/png;base64,AAAA",
                "gopher://cdn.test/",
                "//cdn.test/a.png",
                "/a.png",
                "https:a.png",
                "https:///a.png",
                "https:/cdn.test/a.png",
                // more than a host before the path
                "https://user@cdn.test/",
                "https://user:secret@cdn.test/",
                "https://@cdn.test/",
                "https://cdn.test%40127.0.0.1/",
                "https://cdn.test@127.0.0.1/",
                "https://127.0.0.1@cdn.test/",
                // ports that do not exist
                "https://cdn.test:0/",
                "https://cdn.test:65536/",
                "https://cdn.test:99999/",
                // IPv4, plainly and otherwise
                "https://127.0.0.1/",
                "https://127.0.0.1:8443/",
                "https://0.0.0.0/",
                "https://169.254.169.254/latest/",
                "https://10.0.0.1/",
                "https://100.64.0.1/",
                "https://255.255.255.255/",
                "https://224.0.0.1/",
                "https://127.1/",
                "https://127.0.1/",
                "https://2130706433/",
                "https://0/",
                "https://1/",
                "https://0177.0.0.1/",
                "https://017700000001/",
                "https://0x7f.0.0.1/",
                "https://0x7f000001/",
                "https://0X7F.0x0.0x0.0x1/",
                "https://127.0.0.01/",
                "https://127.000.000.001/",
                "https://256.1.1.1/",
                "https://1.2.3.4.5/",
                "https://127.0.0.1./",
                "https://8.8.8.8./",
                "https://08.8.8.8/",
                "https://127%2e0%2e0%2e1/",
                "https://%31%32%37.0.0.1/",
                "https://1.1.1.0x1/",
                // IPv6, plainly and otherwise
                "https://[::1]/",
                "https://[::]/",
                "https://[0:0:0:0:0:0:0:1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[::127.0.0.1]/",
                "https://[64:ff9b::127.0.0.1]/",
                "https://[2002:7f00:1::]/",
                "https://[fe80::1]/",
                "https://[fe80::1%25eth0]/",
                "https://[fe80::1%eth0]/",
                "https://[fd00:ec2::254]/",
                "https://[ff02::1]/",
                "https://[2001:db8::1]/",
                // names
                "https://localhost/",
                "https://LOCALHOST/",
                "https://localhost./",
                "https://localhost:443/",
                "https://metadata.google.internal/",
                "https://inside.test/",
                "https://mapped.test/",
                "https://nat64.test/",
                "https://ip6-localhost/",
                "https://xn--bcher-kva.test/",
                "https://zero.test/",
                "https://2130706433.test/",
                "https://cdn.test./",
                "https://cdn..test/",
                "https://.cdn.test/",
                "https://-cdn.test/",
                "https://cdn%2etest/",
                "https://b\u00fccher.test/",
                "https://\u2460\u2461\u2466.0.0.1/",
                "https://127\u30020\u30020\u30021/",
                "https://cdn.test\uff0f.evil.test/",
                "https://cdn\u00ad.test/",
            })
    void refusesWithoutAConnection(String url) {
        var failure = assertThrows(SourceForbidden.class, () -> fetch.open(URI.create(url)), url);
        assertEquals(List.of(), dialer.connectedTo);
        assertFalse(failure.getMessage().contains("test"), "no address in a message");
    }

    @ParameterizedTest
    @CsvSource({
        "https://cdn.test/a.png, 93.184.216.34",
        "https://CDN.test:8443/a.png?b=c#d, 93.184.216.34",
        "HTTPS://cdn.test, 93.184.216.34",
        "https://1.1.1.1/, 1.1.1.1",
        "https://[2606:4700::1111]/, 2606:4700:0:0:0:0:0:1111",
        "https://[::ffff:8.8.8.8]/, 8.8.8.8",
    })
    void connectsToWhatItTrulyIs(String url, String address) {
        assertThrows(SourceUnavailable.class, () -> fetch.open(URI.create(url)));
        assertEquals(List.of(address), dialer.connectedTo);
    }

    @ParameterizedTest
    @CsvSource({
        "https://CDN.Test/a, cdn.test",
        "https://cdn.test:443/a, cdn.test",
        "https://cdn.test:444/a, cdn.test:444",
        "http://cdn.test:443/a, cdn.test:443",
        "https://[2606:4700::1111]:444/, [2606:4700::1111]:444",
    })
    void namesItselfInTheHostHeader(String url, String authority) {
        assertEquals(authority, Origin.of(URI.create(url)).authority());
    }
}
