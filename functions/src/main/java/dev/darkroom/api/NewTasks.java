package dev.darkroom.api;

import dev.darkroom.catalog.Catalog;
import dev.darkroom.catalog.Choice;
import dev.darkroom.catalog.Said;
import dev.darkroom.catalog.Wish;
import dev.darkroom.hiapi.CreateBody;
import dev.darkroom.task.Order;
import dev.darkroom.task.Request;
import dev.darkroom.task.Task;
import dev.darkroom.task.Visitor;
import java.net.URI;
import java.time.Instant;

/** Makes a task of a wish: what was asked with its defaults, and what is sent to the provider, fixed once. */
record NewTasks(Catalog catalog, References references, Terms terms) {

    /** @throws Problem with all that the catalogue has against it, or for a reference that cannot be used */
    Task of(String id, Visitor visitor, Wish wish, Instant now) {
        var chosen = chosen(wish);
        var found = references.of(wish.references(), visitor.id());
        return Task.accepted(
                id,
                visitor,
                ImageRequest.fingerprint(wish),
                request(wish, chosen, found.parentTaskId()),
                order(id, chosen, chosen.say(wish.prompt(), found.urls())),
                now);
    }

    private Choice.Chosen chosen(Wish wish) {
        return switch (catalog.choose(wish, terms.maxPrompt())) {
            case Choice.Chosen chosen -> chosen;
            case Choice.Rejected(var errors) ->
                throw Problem.invalid(errors.stream()
                        .map(error -> new Problem.Fault(error.field(), error.message()))
                        .toList());
        };
    }

    private static Request request(Wish wish, Choice.Chosen chosen, String parentTaskId) {
        return new Request(
                wish.prompt(),
                chosen.model().id(),
                chosen.aspectRatio(),
                chosen.resolution(),
                chosen.durationSeconds(),
                wish.references(),
                parentTaskId);
    }

    private Order order(String id, Choice.Chosen chosen, Said said) {
        var callback = terms.callbackBase().map(base -> URI.create(base + "/api/callbacks/hiapi/" + id));
        var model = chosen.model();
        return new Order(
                CreateBody.of(said.providerModel(), said.input(), callback.orElse(null)),
                callback.isPresent(),
                model.video(),
                chosen.microDollars(),
                chosen.width(),
                chosen.height(),
                model.typical(),
                null,
                terms.deadline().apply(model.video()));
    }
}
