package dev.darkroom.api;

import dev.darkroom.task.Visitor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells who asks: the subject of a login, or else our signed cookie, and the network address that our own edge saw.
 * What a client claims in {@code X-Forwarded-For} is never read.
 */
public final class Visitors {

    private static final String COOKIE = "darkroom_visitor";
    private static final int A_YEAR = 365 * 24 * 3600;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Keyed keyed;
    private final Supplier<Optional<String>> originSecret;

    /**
     * @param visitorKey signs cookies and hashes ids
     * @param originSecret what CloudFront sends with every request, or empty where there is no CloudFront
     */
    public Visitors(Supplier<String> visitorKey, Supplier<Optional<String>> originSecret) {
        this.keyed = new Keyed(visitorKey);
        this.originSecret = originSecret;
    }

    /**
     * Somebody.
     *
     * @param visitor whom the allowance counts
     * @param scope whose Idempotency-Keys are the same keys
     * @param cookie the Set-Cookie that makes the visitor known next time; null if it is known already
     */
    record Known(Visitor visitor, String scope, String cookie) {}

    /** @throws Problem {@code forbidden} when the request went round the edge */
    void checkOrigin(Call call) {
        var secret = originSecret.get();
        if (secret.isPresent()
                && !same(secret.get(), call.header("x-darkroom-origin").orElse(""))) {
            throw Problem.forbidden();
        }
    }

    /** @param idempotencyKey the request's, if it has one */
    Known of(Call call, Optional<String> idempotencyKey) {
        var address = keyed.hash("address", network(call));
        var subject = call.subject();
        if (subject.isPresent()) {
            return known(keyed.hash("subject", subject.get()), address);
        }
        for (var cookie : call.cookies()) {
            var id = read(cookie);
            if (id.isPresent()) {
                return known(keyed.hash("visitor", id.get()), address);
            }
        }
        return newcomer(call, address, idempotencyKey);
    }

    /** The id of the task that this key of this visitor stands for, or a new one. */
    String taskId(Known who, Optional<String> idempotencyKey) {
        return idempotencyKey
                .map(key -> keyed.id("task", who.scope() + "\n" + key))
                .orElseGet(Visitors::random);
    }

    /** A new upload's id, which nobody can guess. */
    static String uploadId() {
        return "up-" + random();
    }

    private static Known known(String visitorId, String address) {
        return new Known(new Visitor(visitorId, address), visitorId, null);
    }

    /**
     * Nobody that we know. The same click sent twice without a cookie must give the same visitor twice, or the second
     * answer's cookie would not own the first answer's task: so the id then comes from the address and the key.
     */
    private Known newcomer(Call call, String address, Optional<String> idempotencyKey) {
        var id = idempotencyKey
                .map(key -> keyed.id("newcomer", address + "\n" + key))
                .orElseGet(Visitors::random);
        var cookie = "%s=%s.%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s"
                .formatted(COOKIE, id, keyed.hash("cookie", id), A_YEAR, call.isLocal() ? "" : "; Secure");
        return new Known(new Visitor(keyed.hash("visitor", id), address), "address:" + address, cookie);
    }

    private Optional<String> read(String cookie) {
        // RFC 6265 lets a client quote the value, and Java's own does.
        var parts = cookie.strip().replace("\"", "").split("[=.]", 3);
        var ours = parts.length == 3 && parts[0].equals(COOKIE) && same(keyed.hash("cookie", parts[1]), parts[2]);
        return ours ? Optional.of(parts[1]) : Optional.empty();
    }

    private String network(Call call) {
        // Behind CloudFront the gateway sees CloudFront's address; the edge function says the visitor's, and it is
        // believed only because checkOrigin has let the request through.
        var address = originSecret.get().isPresent()
                ? call.header("x-darkroom-viewer-address").orElse("")
                : call.sourceIp();
        return Network.of(address);
    }

    private static String random() {
        var bytes = new byte[20];
        RANDOM.nextBytes(bytes);
        return Keyed.base32(bytes);
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
