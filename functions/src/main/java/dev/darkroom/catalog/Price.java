package dev.darkroom.catalog;

import java.math.BigDecimal;

/**
 * What one image, or one second of video, costs at a resolution.
 *
 * @param usd for one image, in US dollars; null where the second is priced
 * @param usdPerSecond for one second of video, in US dollars; null where the image is priced
 */
public record Price(String resolution, BigDecimal usd, BigDecimal usdPerSecond) {

    /** The price in millionths of a US dollar, exactly. */
    long microDollars(Integer seconds) {
        return seconds == null
                ? usd.movePointRight(6).longValueExact()
                : usdPerSecond.movePointRight(6).longValueExact() * seconds;
    }

    /** An amount as the HTTP contract writes it, such as {@code 0.085}. */
    public static String usd(long microDollars) {
        return BigDecimal.valueOf(microDollars, 6).stripTrailingZeros().toPlainString();
    }
}
