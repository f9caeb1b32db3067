package dev.darkroom.visitor;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The site's own keys. Signing and hashing have keys of their own because they are renewed differently: a cookie can be
 * signed again when its visitor comes back, while a stored hash cannot be made again from what is stored. So the hashing
 * key stays when the signing key is rotated, and every count, history and task id stays its visitor's.
 *
 * @param signing the first signs cookies, each of them is believed
 * @param hashing hides visitors and addresses, and makes task ids
 */
public record VisitorKeys(List<String> signing, String hashing) {

    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    public VisitorKeys {
        signing = List.copyOf(signing);
        if (signing.isEmpty()) {
            throw new IllegalArgumentException("cookies need a key that signs them");
        }
    }

    /**
     * @param listed the signing keys, separated by commas, the current one first
     * @param hashing the hashing key; without one it is the last that is listed, which is the oldest
     */
    public static VisitorKeys of(String listed, Optional<String> hashing) {
        var signing = listed(listed);
        return new VisitorKeys(signing, hashing.orElseGet(signing::getLast));
    }

    /** The values of a secret that may hold several, separated by commas. */
    static List<String> listed(String text) {
        return COMMA.splitAsStream(text.strip()).filter(each -> !each.isEmpty()).toList();
    }
}
