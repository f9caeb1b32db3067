package dev.darkroom.local.hiapi;

import dev.darkroom.local.Timeline;
import dev.darkroom.local.hiapi.marks.CreateMark;
import dev.darkroom.local.hiapi.marks.MarkCounts;
import dev.darkroom.local.hiapi.marks.RequestedMark;
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
    private final IdempotencyKeys keys;
    private final Consumer<SimulatedJob> begun;
    private final HeldAnswers held;
    private final MarkCounts counts = new MarkCounts();
    private volatile List<RequestedMark> standing = List.of();

    /** @param begun is told of each new job, before its create is answered */
    CreateJob(
            SimulatorOptions options,
            Timeline timeline,
            Jobs jobs,
            IdempotencyKeys keys,
            Consumer<SimulatedJob> begun,
            HeldAnswers held) {
        this.options = options;
        this.timeline = timeline;
        this.jobs = jobs;
        this.keys = keys;
        this.begun = begun;
        this.held = held;
    }

    /** Marks that count for every create from now on, as if they stood in its prompt. */
    void misbehave(List<RequestedMark> marks) {
        standing = List.copyOf(marks);
    }

    HiapiAnswer answer(HiapiRequest request) {
        var type = request.contentType() == null ? "application/json" : request.contentType();
        if (!type.toLowerCase(Locale.ROOT).split(";")[0].strip().equals("application/json")) {
            throw new RequestRefused(HiapiAnswer.error(415, "Content-Type must be application/json", null));
        }
        var hash = Digest.sha256(request.body());
        if (request.key() == null) {
            return create(request, hash);
        }
        if (request.key().getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY
                || request.key().isEmpty()) {
            throw RequestRefused.invalid("Idempotency-Key must have 1 to 255 bytes");
        }
        return switch (keys.claim(request.account(), request.key(), hash, timeline.instant())) {
            case IdempotencyKeys.Claim.Fresh() -> create(request, hash);
            case IdempotencyKeys.Claim.Same(var id) ->
                reply(request, jobs.get(id)).with("Idempotent-Replay", "true");
            case IdempotencyKeys.Claim.SameRefusal(var refusal) -> refusal.with("Idempotent-Replay", "true");
            case IdempotencyKeys.Claim.OtherBody() ->
                HiapiAnswer.error(422, "this key was used with another body", "IDEMPOTENCY_KEY_MISMATCH");
            case IdempotencyKeys.Claim.InFlight() ->
                HiapiAnswer.error(409, "the first request with this key is still running", "IDEMPOTENCY_KEY_PROCESSING")
                        .with("Retry-After", 5);
        };
    }

    private HiapiAnswer create(HiapiRequest request, String hash) {
        SimulatedJob job = null;
        HiapiAnswer refusal = null;
        try {
            job = make(request, hash);
            jobs.add(job);
            begun.accept(job);
            job.marks().find(CreateMark.SLOW).ifPresent(slow -> held.hold(Duration.ofSeconds(slow.number())));
        } catch (RequestRefused e) {
            refusal = options.habits().keepRefusals() ? e.answer() : null;
            throw e;
        } finally {
            if (job != null) {
                keys.settle(job);
            } else if (request.key() != null) {
                keys.release(request.account(), request.key(), refusal);
            }
        }
        return reply(request, job);
    }

    private SimulatedJob make(HiapiRequest request, String hash) {
        var wanted = JobRequest.read(request.body(), standing, options.pixelsAt1K());
        wanted.marks().of(CreateMark.class).forEach(marking -> {
            var refusal = refusal((CreateMark) marking.mark());
            if (refusal.isPresent() && counts.consume(request.subject(hash), marking)) {
                throw new RequestRefused(refusal.get());
            }
        });
        ReferencePictures.check(wanted.references());
        var now = timeline.instant();
        var most = options.limits().runningJobs();
        if (most > 0 && jobs.countRunning(request.account(), now) >= most) {
            throw new RequestRefused(tooMany(5));
        }
        return new SimulatedJob(
                JobId.at(now),
                request.account(),
                request.key(),
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

    private HiapiAnswer reply(HiapiRequest request, SimulatedJob job) {
        var drop = job.marks().find(CreateMark.DROP);
        if (drop.isPresent() && counts.consume(request.subject(job.bodyHash()), drop.get())) {
            throw new ConnectionDropped();
        }
        return HiapiAnswer.success(HiapiAnswer.JSON.createObjectNode().put("taskId", job.id()));
    }
}
