package dev.darkroom.catalog;

import java.util.Locale;

/** So many of something, in English. */
public final class Plural {

    private Plural() {}

    /**
     * Such as {@code 1 image} or {@code 2,000 characters}.
     *
     * @param one the word for one of them; more have an s
     */
    public static String of(long count, String one) {
        return String.format(Locale.ROOT, "%,d %s%s", count, one, count == 1 ? "" : "s");
    }

    /** Such as {@code 1 to 8 references}; {@code 1 reference} where there is no choice. */
    public static String of(long least, long most, String one) {
        return least == most ? of(most, one) : String.format(Locale.ROOT, "%,d to %s", least, of(most, one));
    }
}
