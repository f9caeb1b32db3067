package dev.darkroom.catalog;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * What one image, or one second of video, costs at a resolution. Exactly one of the two amounts is there.
 *
 * @param usd for one image, in US dollars, to the millionth; null where the second is priced
 * @param usdPerSecond for one second of video, in US dollars, to the millionth; null where the image is priced
 */
public record Price(String resolution, BigDecimal usd, BigDecimal usdPerSecond) {

    public Price {
        Objects.requireNonNull(resolution, "resolution");
        if ((usd == null) == (usdPerSecond == null)) {
            throw new IllegalArgumentException("a price is either usd or usdPerSecond: " + resolution);
        }
        if (micro(usd == null ? usdPerSecond : usd) <= 0) {
            throw new IllegalArgumentException("a price is above 0, nothing is ever free: " + resolution);
        }
    }

    static Price of(ModelKind kind, String resolution, BigDecimal amount) {
        return switch (kind) {
            case IMAGE -> new Price(resolution, amount, null);
            case VIDEO -> new Price(resolution, null, amount);
        };
    }

    /**
     * The price of one image, or of a video of this length, in millionths of a US dollar, exactly.
     *
     * @param seconds the length of a video; null for an image
     */
    public long microDollars(Integer seconds) {
        return usd == null ? Math.multiplyExact(micro(usdPerSecond), seconds) : micro(usd);
    }

    boolean suits(ModelKind kind) {
        return (kind == ModelKind.VIDEO) == (usd == null);
    }

    /** An amount as the HTTP contract writes it, such as {@code 0.085}. */
    public static String usd(long microDollars) {
        return BigDecimal.valueOf(microDollars, 6).stripTrailingZeros().toPlainString();
    }

    private static long micro(BigDecimal amount) {
        // 1e999999999 would be a very long number to write out.
        if (amount.precision() - amount.scale() > 9
                || amount.stripTrailingZeros().scale() > 6) {
            throw new IllegalArgumentException("a price is in dollars, exact to the millionth");
        }
        return amount.movePointRight(6).longValueExact();
    }
}
