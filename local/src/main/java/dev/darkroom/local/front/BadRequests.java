package dev.darkroom.local.front;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What a client reads when Jetty itself refuses: a path it cannot decode, headers too long, a body cut short. */
final class BadRequests extends ErrorHandler {

    private final SecurityHeaders security;

    BadRequests(SecurityHeaders security) {
        this.security = security;
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int status, String message, Throwable cause, Callback callback) {
        security.addTo(response.getHeaders(), null);
        var bytes = problem(status).applyTo(response);
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }

    /** A version or a coding that we do not speak is the client's mistake, whatever HTTP's numbers say. */
    private static FrontProblem problem(int status) {
        return switch (status) {
            case 501, 505 -> FrontProblem.badRequest(400);
            default -> status < 500 ? FrontProblem.badRequest(status) : FrontProblem.internal();
        };
    }

    /** Any method is told why. */
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    /** The request could not even be read as one. */
    @Override
    public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
        security.addTo(fields, null);
        fields.put(HttpHeader.CONNECTION, "close");
        return ByteBuffer.wrap(problem(status).applyTo(fields, UUID.randomUUID().toString()));
    }
}
