package dev.darkroom.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.darkroom.Live;
import dev.darkroom.media.Uploads;
import dev.darkroom.task.Allowance;
import dev.darkroom.task.Tasks;
import dev.darkroom.visitor.Visitors;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;

/** {@code POST /api/uploads}: a place in the store for one picture, and the signed request that may fill it. */
public final class CreateUpload implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final Duration VALIDITY = Duration.ofMinutes(5);

    private final Tasks tasks;
    private final Uploads uploads;
    private final Visitors visitors;
    private final Allowance allowance;
    private final long largest;
    private final InstantSource clock;

    public CreateUpload() {
        this(Live.get());
    }

    public CreateUpload(Live live) {
        this(
                live.tasks(),
                live.uploads(),
                live.visitors(),
                live.settings().allowance(),
                live.settings().maxUploadBytes(),
                live.clock());
    }

    /** @param largest bytes in a picture */
    public CreateUpload(
            Tasks tasks, Uploads uploads, Visitors visitors, Allowance allowance, long largest, InstantSource clock) {
        this.tasks = tasks;
        this.uploads = uploads;
        this.visitors = visitors;
        this.allowance = allowance;
        this.largest = largest;
        this.clock = clock;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return ApiRunner.run(event, context, visitors, call -> {
            var upload = UploadRequest.read(call.json(UploadRequest.MOST_BYTES), largest);
            var who = visitors.identify(call, Optional.empty());
            var now = clock.instant();
            var id = Visitors.uploadId();
            // Before it is counted: a store without keys uses up nothing.
            var slot = uploads.presign(
                    ReferenceUrls.uploadKey(who.visitor().id(), id), upload.type(), upload.bytes(), VALIDITY);
            tasks.countUpload(who.visitor(), allowance, now).ifPresent(reached -> {
                throw Problem.dailyLimit(reached, "upload", Duration.between(now, Allowance.renewedAfter(now)));
            });
            return ApiResponse.json(201, body(id, slot)).setCookie(who.cookie());
        });
    }

    private static Object body(String id, Uploads.Slot slot) {
        var body = new LinkedHashMap<String, Object>();
        body.put("uploadId", id);
        body.put("url", slot.url().toString());
        body.put("method", slot.method());
        body.put("headers", slot.headers());
        body.put("expiresAt", slot.expiresAt().toString());
        return body;
    }
}
