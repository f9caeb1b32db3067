package dev.darkroom.media;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Copies a file from somebody else's URL into our store, with bounded memory and without believing anything that the
 * other side says about it. It tries once; to try again means to fetch again.
 */
public final class GuardedCopy {

    private final GuardedFetch fetch;
    private final Media media;

    public GuardedCopy(GuardedFetch fetch, Media media) {
        this.fetch = Objects.requireNonNull(fetch, "fetch");
        this.media = Objects.requireNonNull(media, "media");
    }

    /**
     * Fetches, checks and stores one file.
     *
     * @param source where it is now
     * @param stem its key without an extension, such as {@code generations/<taskId>}
     * @throws SourceUnavailable when the source does not answer or not to the end; worth trying again
     * @throws SourceGone when what answers is not the file; a fresh URL may help
     * @throws SourceForbidden when it is at an address that we do not fetch from; final
     * @throws OutputTooLarge when it is larger than what we store; final
     * @throws StoreUnavailable when our store fails; worth trying again
     */
    public CopiedFile copy(URI source, String stem) {
        try (var body = fetch.open(source)) {
            var type = detectType(body);
            var dimensions = measure(type, body);
            var stored = media.store(stem + "." + type.extension(), type, body);
            verify(body, stored);
            return new CopiedFile(
                    stored.key(),
                    type,
                    stored.bytes(),
                    dimensions.map(d -> OptionalInt.of(d.width())).orElse(OptionalInt.empty()),
                    dimensions.map(d -> OptionalInt.of(d.height())).orElse(OptionalInt.empty()));
        }
    }

    private static MediaType detectType(Body body) {
        var head = body.peek(MediaType.ENOUGH);
        if (head.length == 0) {
            throw new SourceGone("The source answered with zero bytes.");
        }
        return MediaType.of(head)
                .orElseThrow(() -> new SourceGone("The source answered with something that is no media file."));
    }

    private static Optional<Dimensions> measure(MediaType type, Body body) {
        var dimensions = DimensionsReader.read(type, body.peek(DimensionsReader.HEAD));
        return dimensions.isPresent() || type != MediaType.JPEG
                ? dimensions
                : DimensionsReader.read(type, body.peek(DimensionsReader.LARGE_HEAD));
    }

    /** What the store says that it has, against what was read: two numbers that come from two sides. */
    private static void verify(Body body, Media.Stored stored) {
        if (stored.bytes() != body.count()) {
            throw new StoreUnavailable("The store has " + stored.bytes() + " bytes, not " + body.count() + ".");
        }
    }
}
