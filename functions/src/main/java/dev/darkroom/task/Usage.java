package dev.darkroom.task;

/**
 * What a visitor has left today.
 *
 * @param limit tasks a day
 * @param used tasks that count today: reserved and not given back
 */
public record Usage(int limit, int used) {

    /** How many more are accepted today. */
    public int remaining() {
        return Math.max(0, limit - used);
    }
}
