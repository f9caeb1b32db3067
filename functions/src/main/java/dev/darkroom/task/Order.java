package dev.darkroom.task;

import java.time.Duration;
import java.util.Objects;

/**
 * What is sent to the provider and what was promised to the visitor, fixed when the task is made.
 *
 * @param body the provider's request, built once and resent byte for byte: the provider compares raw bodies
 * @param callback whether the body asks the provider to call us back
 * @param video whether a video is made, which takes longer and is looked at less often
 * @param microDollars the catalogue's price at that time, in millionths of a US dollar
 * @param width the box to reserve, in CSS pixels
 * @param height the box to reserve, in CSS pixels
 * @param typical how long such a job typically works
 * @param known whether that is how long such jobs took here, and not the catalogue's estimate
 * @param deadline how long the provider may take, counted from the task's admission to it
 */
public record Order(
        String body,
        boolean callback,
        boolean video,
        long microDollars,
        int width,
        int height,
        Duration typical,
        boolean known,
        Duration deadline) {

    public Order {
        Objects.requireNonNull(body, "body");
        if (microDollars <= 0) {
            throw new IllegalArgumentException("an order has a price: nothing is ever free");
        }
        if (width <= 0 || height <= 0) {
            throw new IllegalArgumentException("a box has a width and a height: " + width + " x " + height);
        }
    }

    /** The same order, once it is known how long such jobs take here. */
    public Order known(Duration typical) {
        return new Order(body, callback, video, microDollars, width, height, typical, true, deadline);
    }
}
