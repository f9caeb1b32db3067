package dev.darkroom.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** A client that keeps its cookies, as a browser does. */
public record Caller(URI base, CookieManager cookies, HttpClient http) {

    public Caller(URI base) {
        this(base, new CookieManager());
    }

    public Caller(URI base, CookieManager cookies) {
        this(base, cookies, HttpClient.newBuilder().cookieHandler(cookies).build());
    }

    public Reply get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Reply post(String path, String json, String... headers) {
        var all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return send("POST", path, json, all);
    }

    public Reply delete(String path) {
        return send("DELETE", path, null);
    }

    /** @param headers names and values by turns; a repeated name is sent again */
    public Reply send(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(base.resolve(path));
        for (var i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        try {
            return new Reply(http.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
