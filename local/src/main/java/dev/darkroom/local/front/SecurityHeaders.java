package dev.darkroom.local.front;

import java.util.Collection;
import org.eclipse.jetty.http.HttpFields;

/** The headers that CloudFront adds to every answer. */
final class SecurityHeaders {

    private final String contentPolicy;

    /** @param stores origins that the page may send uploads to and show pictures from, besides its own */
    SecurityHeaders(Collection<String> stores) {
        var others = String.join("", stores.stream().map(origin -> " " + origin).toList());
        contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'"
                + "; img-src 'self' blob: data:" + others
                + "; media-src 'self' blob:" + others
                + "; connect-src 'self'" + others
                + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    void addTo(HttpFields.Mutable headers) {
        headers.put("Content-Security-Policy", contentPolicy)
                .put("X-Content-Type-Options", "nosniff")
                .put("Referrer-Policy", "strict-origin-when-cross-origin");
    }
}
