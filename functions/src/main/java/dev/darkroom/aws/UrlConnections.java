package dev.darkroom.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * The URL connection client, which starts fastest. When it asks for the stream of a request's body, it throws faults of
 * the connection unchecked, such as that of a kept connection which the other side has just closed (2.40.2). The SDK
 * neither retries those nor makes them its own: here they become again what they were.
 */
record UrlConnections(SdkHttpClient client) implements SdkHttpClient {

    /** Each makes a TLS context with the whole store of certificates, so a function makes one for all services. */
    private static final class OfAll {
        static final SdkHttpClient CLIENT = new UrlConnections(UrlConnectionHttpClient.create());
    }

    /** The one with the SDK's own time limits. Whoever closes a service's client leaves it as it is. */
    static SdkHttpClient shared() {
        return OfAll.CLIENT;
    }

    static Builder builder(UrlConnectionHttpClient.Builder plain) {
        return new Builder(plain);
    }

    /** So that the SDK can add each service's own defaults. */
    record Builder(UrlConnectionHttpClient.Builder plain) implements SdkHttpClient.Builder<Builder> {

        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            return new UrlConnections(plain.buildWithDefaults(serviceDefaults));
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        var prepared = client.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                try {
                    return prepared.call();
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
            }

            @Override
            public void abort() {
                prepared.abort();
            }
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
