package dev.darkroom.visitor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The signed cookie that makes a visitor known again. */
final class VisitorCookie {

    private static final String NAME = "darkroom_visitor";
    private static final int A_YEAR = 365 * 24 * 3600;

    private final Supplier<List<String>> keys;

    /** @param keys the first signs, each of them is believed */
    VisitorCookie(Supplier<List<String>> keys) {
        this.keys = keys;
    }

    /**
     * What a believable cookie says.
     *
     * @param isOld whether an earlier key has signed it, so that it is to be signed again
     */
    record Read(String id, boolean isOld) {}

    /** The first of these cookies that is ours and signed with one of our keys. */
    Optional<Read> read(List<String> cookies) {
        return cookies.stream().map(this::read).flatMap(Optional::stream).findFirst();
    }

    private Optional<Read> read(String cookie) {
        // RFC 6265 lets a client quote the value, and Java's own does.
        var parts = cookie.strip().replace("\"", "").split("[=.]", 3);
        if (parts.length != 3 || !parts[0].equals(NAME)) {
            return Optional.empty();
        }
        var known = keys.get();
        return known.stream()
                .filter(key -> KeyedHash.isSame(signature(key, parts[1]), parts[2]))
                .findFirst()
                .map(key -> new Read(parts[1], !key.equals(known.getFirst())));
    }

    /**
     * The header Set-Cookie for this visitor.
     *
     * @param isLocal whether the page is served without TLS on the developer's own machine
     */
    String written(String id, boolean isLocal) {
        return String.format(
                Locale.ROOT,
                "%s=%s.%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s",
                NAME,
                id,
                signature(keys.get().getFirst(), id),
                A_YEAR,
                isLocal ? "" : "; Secure");
    }

    private static String signature(String key, String id) {
        return new KeyedHash(() -> key).hash("cookie", id);
    }
}
