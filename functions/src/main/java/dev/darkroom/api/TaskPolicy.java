package dev.darkroom.api;

import dev.darkroom.task.Allowance;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the site's owner has set for new tasks.
 *
 * @param allowance the rules of spending
 * @param maxPrompt code points
 * @param deadline how long the provider may take, by whether it makes a video
 * @param callbackWait how many seconds a callback is waited for, by the model's typical time
 * @param callbackBase where the provider's callbacks reach us; empty when none are asked for
 * @param mediaBase where our own media are read from
 * @param maxUploadBytes the largest picture to work from
 */
public record TaskPolicy(
        Allowance allowance,
        int maxPrompt,
        Function<Boolean, Duration> deadline,
        Function<Duration, Integer> callbackWait,
        Optional<URI> callbackBase,
        URI mediaBase,
        long maxUploadBytes) {}
