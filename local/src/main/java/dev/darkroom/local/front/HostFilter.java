package dev.darkroom.local.front;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Keeps pages that have rebound their name out of the servers behind the front (docs/decisions/044). A container asks
 * these by Docker's name for this machine or by the bridge's address, and whoever has an address needs no name rebound.
 */
public final class HostFilter extends Filter {

    private static final int MISDIRECTED = 421;
    private static final String DOCKERS = "host.docker.internal";
    private static final String WHY = "Only addresses, localhost and " + DOCKERS + " are answered here.\n";

    /** @param host the header {@code Host}; null where there is none */
    static boolean has(String host) {
        if (host == null) {
            return true;
        }
        var name = host.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
        return !name.equals(DOCKERS)
                && !Hosts.isLocalhost(name)
                && Hosts.address(name).isEmpty();
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        if (has(exchange.getRequestHeaders().getFirst("Host"))) {
            try (exchange) {
                var why = WHY.getBytes(StandardCharsets.US_ASCII);
                exchange.getResponseHeaders().set("Content-Type", "text/plain");
                exchange.sendResponseHeaders(MISDIRECTED, why.length);
                exchange.getResponseBody().write(why);
            }
        } else {
            chain.doFilter(exchange);
        }
    }

    /** The same for one of Jetty's. */
    public static Handler keptFrom(Handler handler) {
        return new Handler.Wrapper(handler) {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                if (has(request.getHeaders().get(HttpHeader.HOST))) {
                    response.setStatus(MISDIRECTED);
                    Content.Sink.write(response, true, WHY, callback);
                    return true;
                }
                return super.handle(request, response, callback);
            }
        };
    }

    @Override
    public String description() {
        return WHY;
    }
}
