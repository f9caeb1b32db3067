package dev.darkroom.local.front;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;

/**
 * The headers that CloudFront adds to every answer: the template's response headers policies, which a test holds these to.
 * Strict-Transport-Security alone is left out, since it is for TLS only (RFC 6797, 7.2).
 */
final class SecurityHeaders {

    /** Whoever has a picture's address may show it, whatever page they are at: it is a key, and needs no cookie. */
    private static final String PICTURES = "/generations/";

    private static final Map<String, String> EVERYWHERE = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "strict-origin-when-cross-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");

    private final Map<String, String> ofPages = new LinkedHashMap<>(EVERYWHERE);
    private final Map<String, String> ofPictures = new LinkedHashMap<>(EVERYWHERE);

    /** @param stores origins that the page may send uploads to and show pictures from, besides its own */
    SecurityHeaders(Collection<String> stores) {
        var others = String.join("", stores.stream().map(origin -> " " + origin).toList());
        ofPages.put("Cross-Origin-Resource-Policy", "same-origin");
        ofPages.put(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'"
                        + "; img-src 'self' blob: data:" + others
                        + "; media-src 'self' blob:" + others
                        + "; connect-src 'self'" + others
                        + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        ofPictures.put("Cross-Origin-Resource-Policy", "cross-origin");
        ofPictures.put(
                "Content-Security-Policy",
                "default-src 'none'; img-src 'self'; media-src 'self'; form-action 'none'; base-uri 'none'"
                        + "; frame-ancestors 'none'");
    }

    /** @param path of the request; null when it could not be read */
    void addTo(HttpFields.Mutable headers, String path) {
        (path != null && path.startsWith(PICTURES) ? ofPictures : ofPages).forEach(headers::put);
    }
}
