package dev.darkroom.visitor;

import dev.darkroom.task.Visitor;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells who asks: the subject of a login, or else our signed cookie, and the network address that our own edge saw.
 * What a client claims in {@code X-Forwarded-For} is never read.
 */
public final class Visitors {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyedHash hashes;
    private final VisitorCookie cookie;
    private final Supplier<Optional<String>> originSecret;

    /**
     * @param keys sign cookies and hash ids
     * @param originSecret what CloudFront sends with every request (several, separated by commas, while it is rotated),
     *     or empty where there is no CloudFront
     */
    public Visitors(Supplier<VisitorKeys> keys, Supplier<Optional<String>> originSecret) {
        this.hashes = new KeyedHash(() -> keys.get().hashing());
        this.cookie = new VisitorCookie(() -> keys.get().signing());
        this.originSecret = originSecret;
    }

    /**
     * Somebody.
     *
     * @param visitor whom the allowance counts
     * @param scope whose Idempotency-Keys are the same keys
     * @param cookie the Set-Cookie that makes the visitor known next time; null if it needs none
     */
    public record Identity(Visitor visitor, String scope, String cookie) {}

    /** Whether the request came through CloudFront, or there is none: what goes round it is not let in. */
    public boolean isFromEdge(CallerClaims caller) {
        var secret = originSecret.get();
        var shown = caller.header("x-darkroom-origin").orElse("");
        return secret.isEmpty()
                || VisitorKeys.listed(secret.get()).stream().anyMatch(each -> KeyedHash.isSame(each, shown));
    }

    /** @param idempotencyKey the request's, if it has one */
    public Identity identify(CallerClaims caller, Optional<String> idempotencyKey) {
        var address = hashes.hash("address", network(caller));
        var subject = caller.subject();
        if (subject.isPresent()) {
            return identity(hashes.hash("subject", subject.get()), address, null);
        }
        return cookie.read(caller.cookies())
                .map(read -> identity(
                        hashes.hash("visitor", read.id()),
                        address,
                        read.isOld() ? cookie.written(read.id(), caller.isLocal()) : null))
                .orElseGet(() -> newcomer(caller, address, idempotencyKey));
    }

    /** The id of the task that this key of this visitor stands for, or a new one. */
    public String taskId(Identity who, Optional<String> idempotencyKey) {
        return idempotencyKey
                .map(key -> hashes.id("task", who.scope() + "\n" + key))
                .orElseGet(Visitors::random);
    }

    /** A new upload's id, which nobody can guess. */
    public static String uploadId() {
        return "up-" + random();
    }

    public static boolean isTaskId(String text) {
        return KeyedHash.ID.matcher(text).matches();
    }

    public static boolean isUploadId(String text) {
        return KeyedHash.UPLOAD_ID.matcher(text).matches();
    }

    private static Identity identity(String visitorId, String address, String setCookie) {
        return new Identity(new Visitor(visitorId, address), visitorId, setCookie);
    }

    /**
     * Nobody that we know. The same click sent twice without a cookie must give the same visitor twice, or the second
     * answer's cookie would not own the first answer's task: so the id then comes from the address and the key.
     */
    private Identity newcomer(CallerClaims caller, String address, Optional<String> idempotencyKey) {
        var id = idempotencyKey
                .map(key -> hashes.id("newcomer", address + "\n" + key))
                .orElseGet(Visitors::random);
        return new Identity(
                new Visitor(hashes.hash("visitor", id), address),
                "address:" + address,
                cookie.written(id, caller.isLocal()));
    }

    private String network(CallerClaims caller) {
        // Behind CloudFront the gateway sees CloudFront's address; the edge function says the visitor's, and it is
        // believed only because isFromEdge has let the request through.
        var address = originSecret.get().isPresent()
                ? caller.header("x-darkroom-viewer-address").orElse("")
                : caller.sourceIp();
        return NetworkAddress.of(address);
    }

    private static String random() {
        var bytes = new byte[20];
        RANDOM.nextBytes(bytes);
        return KeyedHash.base32(bytes);
    }
}
