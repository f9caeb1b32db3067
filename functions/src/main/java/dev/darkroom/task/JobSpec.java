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
 * @param estimated how long the model typically works, as the catalogue estimates
 * @param observed how long such jobs took here of late; null when none has ended yet
 * @param deadline how long the provider may take, counted from the task's admission to it
 */
public record JobSpec(
        String body,
        boolean callback,
        boolean video,
        long microDollars,
        int width,
        int height,
        Duration estimated,
        Duration observed,
        Duration deadline) {

    public JobSpec {
        Objects.requireNonNull(body, "body");
        if (microDollars <= 0) {
            throw new IllegalArgumentException("a job has a price: nothing is ever free");
        }
        if (width <= 0 || height <= 0) {
            throw new IllegalArgumentException("a box has a width and a height: " + width + " x " + height);
        }
    }

    /** The same job, once it is known how long such jobs take here. */
    public JobSpec withObserved(Duration time) {
        return new JobSpec(body, callback, video, microDollars, width, height, estimated, time, deadline);
    }

    /** How long it will take, as far as that is known. */
    public Duration expected() {
        return observed == null ? estimated : observed;
    }
}
