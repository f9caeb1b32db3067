package dev.darkroom.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * The URL connection client, which starts fastest, with three things mended.
 *
 * <p>When it asks for the stream of a request's body, it throws faults of the connection unchecked, such as that of a
 * kept connection which the other side has just closed (2.40.2). The SDK neither retries those nor makes them its own:
 * here they become again what they were.
 *
 * <p>The SDK ends what takes too long by interrupting it, and neither a look-up of a name nor a socket can be
 * interrupted. So an exchange, the answer's body included, has a thread of its own, and whoever waits for it can be
 * interrupted. What we ask for is small: no answer is a file.
 *
 * <p>The SDK's S3 client (2.40.2) sends {@code Expect: 100-continue} with every file, and cannot be told otherwise
 * (aws-sdk-java-v2 issue 6537). The header is not signed: here it is taken off where nobody may answer it.
 */
record UrlConnections(SdkHttpClient client, Duration most, boolean expects) implements SdkHttpClient {

    private static final String EXPECT = "Expect";

    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** Regular expressions, as the SDK wants them. */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127\\..*", "\\[::1\\]");

    /** Longer than any function lives: then the SDK's own limits count. */
    private static final Duration ENDLESS = Duration.ofHours(1);

    /** Each makes a TLS context with the whole store of certificates, so a function makes one for all services. */
    private static final class OfAll {
        static final SdkHttpClient CLIENT =
                plain().socketTimeout(CallTimeouts.LOCAL.attempt()).build();
    }

    /** For a client of the SDK's, which has limits. Whoever closes a service's client leaves it as it is. */
    static SdkHttpClient shared() {
        return within(ENDLESS);
    }

    /** For whoever asks without the SDK. */
    static SdkHttpClient within(Duration most) {
        return new UrlConnections(OfAll.CLIENT, most, true);
    }

    /** @param expects whether a request may ask for {@code 100 Continue} before it sends its body */
    static Builder builder(UnaryOperator<UrlConnectionHttpClient.Builder> more, boolean expects) {
        return new Builder(more.apply(plain()), expects);
    }

    /** With the machine's proxy, if it has one, but not for what is on this machine: no proxy can reach that. */
    private static UrlConnectionHttpClient.Builder plain() {
        var direct = new HashSet<>(ProxyConfiguration.builder().build().nonProxyHosts());
        direct.addAll(LOOPBACK);
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .proxyConfiguration(
                        ProxyConfiguration.builder().nonProxyHosts(direct).build());
    }

    /** So that the SDK can add each service's own defaults. */
    record Builder(UrlConnectionHttpClient.Builder plain, boolean expects) implements SdkHttpClient.Builder<Builder> {

        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            return new UrlConnections(plain.buildWithDefaults(serviceDefaults), ENDLESS, expects);
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        var prepared = client.prepareRequest(expects ? request : unexpecting(request));
        return new ExecutableHttpRequest() {
            private volatile boolean aborted;

            @Override
            public HttpExecuteResponse call() throws IOException {
                var exchange = new FutureTask<>(() -> readWhole(prepared.call()));
                Thread.ofVirtual().name("exchange").start(exchange);
                try {
                    return exchange.get(most.toMillis(), TimeUnit.MILLISECONDS);
                } catch (ExecutionException e) {
                    // A connection that is closed while it opens fails in ways of its own, such as with a
                    // NullPointerException.
                    throw aborted ? new IOException("given up", e.getCause()) : failure(e.getCause());
                } catch (TimeoutException e) {
                    abort();
                    throw new SocketTimeoutException("no answer in " + most);
                } catch (InterruptedException e) {
                    abort();
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("no answer in the time that there was");
                }
            }

            /** Closes the socket, and so ends the exchange; whoever has given it up does not wait for that either. */
            @Override
            public void abort() {
                aborted = true;
                Thread.ofVirtual().name("abort").start(prepared::abort);
            }
        };
    }

    private static HttpExecuteRequest unexpecting(HttpExecuteRequest request) {
        var http = request.httpRequest().toBuilder().removeHeader(EXPECT).build();
        return HttpExecuteRequest.builder()
                .request(http)
                .contentStreamProvider(request.contentStreamProvider().orElse(null))
                .metricCollector(request.metricCollector().orElse(null))
                .build();
    }

    private static HttpExecuteResponse readWhole(HttpExecuteResponse answer) throws IOException {
        var body = answer.responseBody();
        if (body.isEmpty()) {
            return answer;
        }
        try (var in = body.get()) {
            return HttpExecuteResponse.builder()
                    .response(answer.httpResponse())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(in.readAllBytes())))
                    .build();
        }
    }

    private static IOException failure(Throwable thrown) {
        return switch (thrown) {
            case UncheckedIOException e -> e.getCause();
            case IOException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> new IOException(thrown);
        };
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }
}
