package dev.darkroom.api;

import dev.darkroom.catalog.Catalog;
import dev.darkroom.catalog.ImageOptions;
import dev.darkroom.catalog.OptionsResult;
import dev.darkroom.catalog.ProviderInput;
import dev.darkroom.hiapi.CreateBody;
import dev.darkroom.task.JobSpec;
import dev.darkroom.task.Request;
import dev.darkroom.task.Task;
import dev.darkroom.task.Visitor;
import java.net.URI;
import java.time.Instant;

/** Makes a task of a request: what was asked with its defaults, and what is sent to the provider, fixed once. */
record TaskFactory(Catalog catalog, ReferenceUrls references, TaskPolicy policy) {

    /** @throws Problem with all that the catalogue has against it, or for a reference that cannot be used */
    Task create(String id, Visitor visitor, ImageOptions options, Instant now) {
        var chosen = chosen(options);
        var found = references.resolve(options.references(), visitor.id());
        return Task.accepted(
                id,
                visitor,
                CreateTaskBody.fingerprint(options),
                request(options, chosen, found.parentTaskId()),
                spec(id, chosen, ProviderInput.of(chosen, options.prompt(), found.urls())),
                now);
    }

    private OptionsResult.Chosen chosen(ImageOptions options) {
        return switch (catalog.validate(options, policy.maxPrompt())) {
            case OptionsResult.Chosen chosen -> chosen;
            case OptionsResult.Rejected(var errors) -> throw Problem.invalid(errors);
        };
    }

    private static Request request(ImageOptions options, OptionsResult.Chosen chosen, String parentTaskId) {
        return new Request(
                options.prompt(),
                chosen.model().id(),
                chosen.aspectRatio(),
                chosen.resolution(),
                chosen.durationSeconds(),
                options.references(),
                parentTaskId);
    }

    private JobSpec spec(String id, OptionsResult.Chosen chosen, ProviderInput input) {
        var callback = policy.callbackBase().map(base -> URI.create(base + "/api/callbacks/hiapi/" + id));
        var model = chosen.model();
        return new JobSpec(
                CreateBody.of(input.providerModel(), input.input(), callback.orElse(null)),
                callback.isPresent(),
                model.video(),
                chosen.microDollars(),
                chosen.width(),
                chosen.height(),
                model.typical(),
                null,
                policy.deadline().apply(model.video()));
    }
}
