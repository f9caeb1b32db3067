package dev.darkroom.local;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A callback as the provider would sign it, or as somebody else would.
 *
 * @param body what is signed and sent
 */
record SignedCallback(String secret, Instant time, String body) {

    Reply sendTo(World world, String taskId) {
        return world.post(
                "/api/callbacks/hiapi/" + taskId,
                body,
                "X-HiAPI-Timestamp",
                String.valueOf(time.getEpochSecond()),
                "X-HiAPI-Signature",
                signature());
    }

    SignedCallback signedBy(String otherSecret) {
        return new SignedCallback(otherSecret, time, body);
    }

    SignedCallback at(Instant otherTime) {
        return new SignedCallback(secret, otherTime, body);
    }

    SignedCallback saying(String otherBody) {
        return new SignedCallback(secret, time, otherBody);
    }

    private String signature() {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of()
                    .formatHex(mac.doFinal((time.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
