package dev.darkroom.api;

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

    private final Keyed keyed;
    private final VisitorCookie cookie;
    private final Supplier<Optional<String>> originSecret;

    /**
     * @param keys sign cookies and hash ids
     * @param originSecret what CloudFront sends with every request (several, separated by commas, while it is rotated),
     *     or empty where there is no CloudFront
     */
    public Visitors(Supplier<VisitorKeys> keys, Supplier<Optional<String>> originSecret) {
        this.keyed = new Keyed(() -> keys.get().hashing());
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
    record Known(Visitor visitor, String scope, String cookie) {}

    /** @throws Problem {@code forbidden} when the request went round the edge */
    void checkOrigin(Call call) {
        var secret = originSecret.get();
        if (secret.isEmpty()) {
            return;
        }
        var shown = call.header("x-darkroom-origin").orElse("");
        if (VisitorKeys.listed(secret.get()).stream().noneMatch(each -> Keyed.isSame(each, shown))) {
            throw Problem.forbidden();
        }
    }

    /** @param idempotencyKey the request's, if it has one */
    Known of(Call call, Optional<String> idempotencyKey) {
        var address = keyed.hash("address", network(call));
        var subject = call.subject();
        if (subject.isPresent()) {
            return known(keyed.hash("subject", subject.get()), address, null);
        }
        return cookie.read(call.cookies())
                .map(read -> known(
                        keyed.hash("visitor", read.id()),
                        address,
                        read.isOld() ? cookie.written(read.id(), call.isLocal()) : null))
                .orElseGet(() -> newcomer(call, address, idempotencyKey));
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

    private static Known known(String visitorId, String address, String setCookie) {
        return new Known(new Visitor(visitorId, address), visitorId, setCookie);
    }

    /**
     * Nobody that we know. The same click sent twice without a cookie must give the same visitor twice, or the second
     * answer's cookie would not own the first answer's task: so the id then comes from the address and the key.
     */
    private Known newcomer(Call call, String address, Optional<String> idempotencyKey) {
        var id = idempotencyKey
                .map(key -> keyed.id("newcomer", address + "\n" + key))
                .orElseGet(Visitors::random);
        return new Known(
                new Visitor(keyed.hash("visitor", id), address),
                "address:" + address,
                cookie.written(id, call.isLocal()));
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
}
