package dev.darkroom.local.hiapi;

import dev.darkroom.local.Timeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code POST /v1/tasks}: at most one job per key. */
final class CreateJob {

    private static final int LONGEST_KEY = 255;

    private final SimulatorOptions options;
    private final Timeline timeline;
    private final Jobs jobs;
    private final Keys keys;
    private final Consumer<SimulatedJob> begun;
    private final Held held;
    private final Tries tries = new Tries();
    private volatile List<Marking> standing = List.of();

    /** @param begun is told of each new job, before its create is answered */
    CreateJob(
            SimulatorOptions options,
            Timeline timeline,
            Jobs jobs,
            Keys keys,
            Consumer<SimulatedJob> begun,
            Held held) {
        this.options = options;
        this.timeline = timeline;
        this.jobs = jobs;
        this.keys = keys;
        this.begun = begun;
        this.held = held;
    }

    /** Marks that count for every create from now on, as if they stood in its prompt. */
    void misbehave(List<Marking> marks) {
        standing = List.copyOf(marks);
    }

    HiapiAnswer answer(Ask ask) {
        var type = ask.contentType() == null ? "application/json" : ask.contentType();
        if (!type.toLowerCase(Locale.ROOT).split(";")[0].strip().equals("application/json")) {
            throw new RequestRefused(HiapiAnswer.error(415, "Content-Type must be application/json", null));
        }
        var hash = Digest.sha256(ask.body());
        if (ask.key() == null) {
            return create(ask, hash);
        }
        if (ask.key().getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY
                || ask.key().isEmpty()) {
            throw RequestRefused.invalid("Idempotency-Key must have 1 to 255 bytes");
        }
        return switch (keys.claim(ask.account(), ask.key(), hash, timeline.instant())) {
            case Keys.Claim.Fresh() -> create(ask, hash);
            case Keys.Claim.Same(var id) -> reply(ask, jobs.get(id)).with("Idempotent-Replay", "true");
            case Keys.Claim.SameRefusal(var refusal) -> refusal.with("Idempotent-Replay", "true");
            case Keys.Claim.OtherBody() ->
                HiapiAnswer.error(422, "this key was used with another body", "IDEMPOTENCY_KEY_MISMATCH");
            case Keys.Claim.InFlight() ->
                HiapiAnswer.error(409, "the first request with this key is still running", "IDEMPOTENCY_KEY_PROCESSING")
                        .with("Retry-After", 5);
        };
    }

    private HiapiAnswer create(Ask ask, String hash) {
        SimulatedJob job = null;
        HiapiAnswer refusal = null;
        try {
            job = make(ask, hash);
            jobs.add(job);
            begun.accept(job);
            job.marks().find(CreateMark.SLOW).ifPresent(slow -> held.hold(Duration.ofSeconds(slow.number())));
        } catch (RequestRefused e) {
            refusal = options.habits().keepRefusals() ? e.answer() : null;
            throw e;
        } finally {
            if (job != null) {
                keys.settle(job);
            } else if (ask.key() != null) {
                keys.release(ask.account(), ask.key(), refusal);
            }
        }
        return reply(ask, job);
    }

    private SimulatedJob make(Ask ask, String hash) {
        var wanted = Wanted.read(ask.body(), standing, options.pixelsAt1K());
        wanted.marks().of(CreateMark.class).forEach(marking -> {
            var refusal = refusal((CreateMark) marking.mark());
            if (refusal.isPresent() && tries.consume(ask.subject(hash), marking)) {
                throw new RequestRefused(refusal.get());
            }
        });
        ReferencePictures.check(wanted.references());
        var now = timeline.instant();
        var most = options.limits().runningJobs();
        if (most > 0 && jobs.countRunning(ask.account(), now) >= most) {
            throw new RequestRefused(tooMany(5));
        }
        return new SimulatedJob(
                JobId.at(now),
                ask.account(),
                ask.key(),
                hash,
                wanted.model().name(),
                wanted.route(),
                wanted.storage(),
                wanted.marks(),
                wanted.shape(),
                wanted.references(),
                wanted.callback(),
                now,
                wanted.length(options.pace()),
                null);
    }

    private Optional<HiapiAnswer> refusal(CreateMark mark) {
        return Optional.ofNullable(
                switch (mark) {
                    case TOO_MANY -> tooMany(2);
                    case UNAVAILABLE -> HiapiAnswer.error(503, "the platform is busy, try again", null);
                    case BROKEN -> HiapiAnswer.html(500, "<html><body><h1>Internal Server Error</h1></body></html>");
                    case UNAUTHORIZED -> HiapiAnswer.gateway(401, "permission_denied");
                    case NO_BALANCE -> HiapiAnswer.error(402, "the balance is too low", "INSUFFICIENT_QUOTA");
                    case FORBIDDEN -> HiapiAnswer.error(403, "the key may not do this", "permission_denied");
                    case BAD -> HiapiAnswer.error(400, "input.prompt was refused", "INVALID_REQUEST");
                    case DROP, SLOW -> null;
                });
    }

    private HiapiAnswer tooMany(int seconds) {
        return HiapiAnswer.tooMany(options.habits().retryAfter(), seconds);
    }

    private HiapiAnswer reply(Ask ask, SimulatedJob job) {
        var drop = job.marks().find(CreateMark.DROP);
        if (drop.isPresent() && tries.consume(ask.subject(job.bodyHash()), drop.get())) {
            throw new Dropped();
        }
        return HiapiAnswer.success(HiapiAnswer.JSON.createObjectNode().put("taskId", job.id()));
    }
}
