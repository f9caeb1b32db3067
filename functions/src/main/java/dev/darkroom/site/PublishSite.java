package dev.darkroom.site;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.darkroom.Live;
import dev.darkroom.media.StoreUnavailable;
import dev.darkroom.task.RemainingTime;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Keeps the site's bucket as its folder is: the resource Custom::Site of the stack. Files are compared by what is in
 * them, so that the same request again changes nothing, whatever became of it the first time.
 */
public final class PublishSite implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    private static final Logger LOG = System.getLogger(PublishSite.class.getName());

    /** What the last call of the store and the reply may take before Lambda ends the function. */
    private static final Duration RESERVE = StackReplySender.AT_MOST.plusSeconds(20);

    private final Website.Finder websites;
    private final Supplier<SiteFolder> mounted;
    private final StackReplySender replies;
    private final InstantSource clock;

    public PublishSite() {
        this(Live.get());
    }

    public PublishSite(Live live) {
        this(live::website, live::siteFolder, new StackReplySender(Thread::sleep), live.clock());
    }

    /** @param mounted the folder; asked for with each request, so that a wrong setting is told to CloudFormation */
    public PublishSite(
            Website.Finder websites, Supplier<SiteFolder> mounted, StackReplySender replies, InstantSource clock) {
        this.websites = websites;
        this.mounted = mounted;
        this.replies = replies;
        this.clock = clock;
    }

    /** @throws StaleFiles when Lambda is to try again with the files that are asked for */
    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        return RemainingTime.runWithin(context::getRemainingTimeInMillis, () -> answer(event, context));
    }

    private Map<String, Object> answer(Map<String, Object> event, Context context) {
        var request = StackRequest.of(event);
        var end = clock.instant().plusMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
        var reply = perform(request, end);
        LOG.log(Level.INFO, request.type() + ": " + reply.fields().get("Reason"));
        replies.send(request.replyUrl(), reply);
        return reply.fields();
    }

    private StackReply perform(StackRequest request, Instant end) {
        try {
            switch (request.type()) {
                case "Create", "Update" -> publish(request, end);
                case "Delete" -> clear(request, end);
                case null, default -> throw new IllegalArgumentException("There is no request " + request.type() + ".");
            }
            return StackReply.success(request);
        } catch (WrongLayer e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // Whatever it is: CloudFormation would wait for a reply until its patience ends.
            LOG.log(Level.ERROR, request.type() + " failed", e);
            return StackReply.failure(request, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    /** What documents need first, then the documents, then away with what is gone: each moment has a page that works. */
    private void publish(StackRequest request, Instant end) {
        var folder = mounted.get();
        if (!folder.version().equals(request.property("Files"))) {
            throw new WrongLayer(folder.version(), request.property("Files"));
        }
        var files = folder.readFiles();
        var website = website(request);
        var there = website.listDigests();
        // What is the same but was put with another header is put again.
        var all = request.changes("CacheControl");
        for (var file : files) {
            if (all || !file.digest().equals(there.get(file.name()))) {
                checkTime(end);
                website.put(file, request.property("CacheControl"));
            }
            there.remove(file.name());
        }
        for (var gone : there.keySet()) {
            checkTime(end);
            website.delete(gone);
        }
        forgetCopies(website, request);
    }

    /**
     * All of it: CloudFormation deletes no bucket that is not empty. When it gives up a creation that is still under way,
     * that one may go on putting files beside this (seen 2020: cfn-certificate-provider#31), so it looks again.
     */
    private void clear(StackRequest request, Instant end) {
        if (request.property("Bucket").isEmpty()) {
            return; // never made: its creation failed for just that
        }
        var website = website(request);
        for (var there = website.listDigests(); !there.isEmpty(); there = website.listDigests()) {
            for (var name : there.keySet()) {
                checkTime(end);
                website.delete(name);
            }
        }
    }

    /** A reason to warn and none to take a whole update back: the edge asks again by itself when a copy is old enough. */
    private static void forgetCopies(Website website, StackRequest request) {
        try {
            website.invalidateCache(request.requestId());
        } catch (StoreUnavailable e) {
            LOG.log(Level.WARNING, "the edge keeps its copies until they are old: " + e.getMessage());
        }
    }

    private Website website(StackRequest request) {
        var bucket = request.property("Bucket");
        if (bucket.isEmpty()) {
            throw new IllegalArgumentException("The resource needs the property Bucket.");
        }
        return websites.of(bucket, request.property("Distribution"));
    }

    private void checkTime(Instant end) {
        if (clock.instant().isAfter(end)) {
            throw new IllegalStateException(
                    "The files could not all be put in time: deploy again, and the rest follows.");
        }
    }
}
