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

    @Override
    protected void generateResponse(
            Request request, Response response, int status, String message, Throwable cause, Callback callback) {
        var problem = status < 500 ? Problem.badRequest(status) : Problem.internal();
        var bytes = problem.on(response, UUID.randomUUID().toString());
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }

    /** Any method is told why. */
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    /** The request could not even be read as one. */
    @Override
    public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
        fields.put(HttpHeader.CONNECTION, "close");
        return ByteBuffer.allocate(0);
    }
}
