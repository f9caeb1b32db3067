package dev.darkroom.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The page as it is in its bucket, held against the folder that it is made of: nobody else would see a file that is gone. */
final class PublishedPage {

    private final Path folder;
    private final Account account;
    private final Terminal terminal;

    /** @param folder where template.yaml is */
    PublishedPage(Path folder, Account account, Terminal terminal) {
        this.folder = folder.resolve("site");
        this.account = account;
        this.terminal = terminal;
    }

    /** What the template's PublishPage is to be: another value when the stack's bucket is not as the folder is. */
    String decide(Optional<Stack> stack) {
        var before = stack.map(it -> it.parameters().get(Template.PAGE)).orElse("");
        var bucket = stack.filter(Stack::stands).map(it -> it.outputs().get("SiteBucket"));
        if (bucket.isEmpty()
                || account.hasBucket(bucket.get())
                        && account.listDigests(bucket.get()).equals(readDigests())) {
            return before;
        }
        terminal.say("What is in the page's bucket is not what is in site/: this deploy puts it there.");
        return Instant.now().toString();
    }

    /** As PublishSite puts them: hidden files are not the page's. */
    private Map<String, String> readDigests() {
        try (var tree = Files.walk(folder)) {
            var digests = new TreeMap<String, String>();
            for (var file : (Iterable<Path>) tree.filter(Files::isRegularFile)::iterator) {
                var name = folder.relativize(file).toString().replace('\\', '/');
                if (!("/" + name).contains("/.")) {
                    digests.put(name, digest(Files.readAllBytes(file)));
                }
            }
            return digests;
        } catch (IOException | UncheckedIOException e) {
            throw new DeployFailed("The page in site/ cannot be read: " + e.getMessage(), e);
        }
    }

    /** The MD5, as S3 keeps it: not against anybody, only to see whether they are the same. */
    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
