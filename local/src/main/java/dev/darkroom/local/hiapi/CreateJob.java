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

    private final Options options;
    private final Timeline timeline;
    private final Jobs jobs;
    private final Keys keys;
    private final Consumer<Job> begun;
    private final Held held;
    private final Tries tries = new Tries();
    private volatile List<Marking> standing = List.of();

    /** @param begun is told of each new job, before its create is answered */
    CreateJob(Options options, Timeline timeline, Jobs jobs, Keys keys, Consumer<Job> begun, Held held) {
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

    Answer answer(Ask ask) {
        var type = ask.contentType() == null ? "application/json" : ask.contentType();
        if (!type.toLowerCase(Locale.ROOT).split(";")[0].strip().equals("application/json")) {
            throw new Refusal(Answer.error(415, "Content-Type must be application/json", null));
        }
        var hash = Digest.sha256(ask.body());
        if (ask.key() == null) {
            return fresh(ask, hash);
        }
        if (ask.key().getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY
                || ask.key().isEmpty()) {
            throw Refusal.invalid("Idempotency-Key must have 1 to 255 bytes");
        }
        return switch (keys.claim(ask.account(), ask.key(), hash, timeline.instant())) {
            case Keys.Claim.Fresh() -> fresh(ask, hash);
            case Keys.Claim.Same(var id) -> made(ask, jobs.get(id)).with("Idempotent-Replay", "true");
            case Keys.Claim.SameRefusal(var refusal) -> refusal.with("Idempotent-Replay", "true");
            case Keys.Claim.OtherBody() ->
                Answer.error(422, "this key was used with another body", "IDEMPOTENCY_KEY_MISMATCH");
            case Keys.Claim.InFlight() ->
                Answer.error(409, "the first request with this key is still running", "IDEMPOTENCY_KEY_PROCESSING")
                        .with("Retry-After", 5);
        };
    }

    private Answer fresh(Ask ask, String hash) {
        Job job = null;
        Answer refusal = null;
        try {
            job = make(ask, hash);
            jobs.add(job);
            begun.accept(job);
            job.marks().find(CreateMark.SLOW).ifPresent(slow -> held.hold(Duration.ofSeconds(slow.number())));
        } catch (Refusal e) {
            refusal = options.habits().keepRefusals() ? e.answer() : null;
            throw e;
        } finally {
            if (job != null) {
                keys.settle(job);
            } else if (ask.key() != null) {
                keys.release(ask.account(), ask.key(), refusal);
            }
        }
        return made(ask, job);
    }

    private Job make(Ask ask, String hash) {
        var wanted = Wanted.read(ask.body(), standing, options.pixelsAt1K());
        wanted.marks().of(CreateMark.class).forEach(marking -> {
            var refusal = refusal((CreateMark) marking.mark());
            if (refusal.isPresent() && tries.comesUp(ask.subject(hash), marking)) {
                throw new Refusal(refusal.get());
            }
        });
        References.check(wanted.references());
        var now = timeline.instant();
        var most = options.limits().runningJobs();
        if (most > 0 && jobs.running(ask.account(), now) >= most) {
            throw new Refusal(tooMany(5));
        }
        return new Job(
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

    private Optional<Answer> refusal(CreateMark mark) {
        return Optional.ofNullable(
                switch (mark) {
                    case TOO_MANY -> tooMany(2);
                    case UNAVAILABLE -> Answer.error(503, "the platform is busy, try again", null);
                    case BROKEN -> Answer.html(500, "<html><body><h1>Internal Server Error</h1></body></html>");
                    case UNAUTHORIZED -> Answer.gateway(401, "permission_denied");
                    case NO_BALANCE -> Answer.error(402, "the balance is too low", "INSUFFICIENT_QUOTA");
                    case FORBIDDEN -> Answer.error(403, "the key may not do this", "permission_denied");
                    case BAD -> Answer.error(400, "input.prompt was refused", "INVALID_REQUEST");
                    case DROP, SLOW -> null;
                });
    }

    private Answer tooMany(int seconds) {
        return Answer.tooMany(options.habits().retryAfter(), seconds);
    }

    private Answer made(Ask ask, Job job) {
        var drop = job.marks().find(CreateMark.DROP);
        if (drop.isPresent() && tries.comesUp(ask.subject(job.bodyHash()), drop.get())) {
            throw new Dropped();
        }
        return Answer.success(Answer.JSON.createObjectNode().put("taskId", job.id()));
    }
}
