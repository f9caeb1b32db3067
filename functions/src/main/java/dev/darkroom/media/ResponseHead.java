package dev.darkroom.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The status and the headers of an HTTP/1.1 answer, read strictly (RFC 9112): what could be read in two ways is refused.
 *
 * @param headers by name in lower case
 */
record ResponseHead(int status, Map<String, List<String>> headers) {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-9]\\d\\d)( .*)?");
    private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
    private static final int LONGEST = 32 * 1024;

    /** Reads up to the first byte of the body. */
    static ResponseHead read(InputStream in) throws IOException {
        var left = LONGEST;
        while (true) {
            var line = readLine(in, left);
            left -= line.length() + 2;
            var status = STATUS.matcher(line);
            if (!status.matches()) {
                throw new IOException("no status line");
            }
            var headers = new HashMap<String, List<String>>();
            while (!(line = readLine(in, left)).isEmpty()) {
                left -= line.length() + 2;
                var field = FIELD.matcher(line);
                if (!field.matches()) {
                    throw new IOException("no header");
                }
                headers.computeIfAbsent(field.group(1).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                        .add(field.group(2));
            }
            var code = Integer.parseInt(status.group(1));
            if (code >= 200) {
                return new ResponseHead(code, headers);
            }
        }
    }

    /** One line without its end, which is CR LF. */
    static String readLine(InputStream in, int longest) throws IOException {
        var line = new StringBuilder();
        for (int next; (next = in.read()) != '\r'; line.append((char) next)) {
            if (next < 0 || next == '\n' || line.length() >= longest) {
                throw new IOException("no line");
            }
        }
        if (in.read() != '\n') {
            throw new IOException("no line");
        }
        return line.toString();
    }

    /** The value of a header that may be there once at most. */
    Optional<String> header(String name) throws IOException {
        var values = headers.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new IOException("a header twice");
        }
        return values.stream().findFirst();
    }

    /** Where a redirect leads to, as it was written; empty if this is none. */
    Optional<String> location() throws IOException {
        return switch (status) {
            // Browsers write, and servers send, UTF-8 there.
            case 301, 302, 303, 307, 308 ->
                header("location").map(text -> new String(text.getBytes(ISO_8859_1), UTF_8));
            default -> Optional.empty();
        };
    }

    /**
     * Whether a file follows.
     *
     * @throws SourceUnavailable when the server says that it cannot answer now
     * @throws SourceGone when what follows is something else
     */
    void verify() throws IOException {
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            throw new SourceUnavailable("The source answered with status " + status + ".");
        }
        if (status != 200) {
            throw new SourceGone("The source answered with status " + status + ".");
        }
        if (header("content-encoding")
                .filter(coding -> !coding.equalsIgnoreCase("identity"))
                .isPresent()) {
            throw new SourceGone("The source answered with an encoded body.");
        }
    }

    /** The body's length in bytes, if it was announced. */
    OptionalLong length() throws IOException {
        var length = header("content-length");
        if (length.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!LENGTH.matcher(length.get()).matches() || headers.containsKey("transfer-encoding")) {
            throw new IOException("no length");
        }
        return OptionalLong.of(Long.parseLong(length.get()));
    }

    /** Whether the body comes in chunks. One without a length and without chunks ends with the connection. */
    boolean isChunked() throws IOException {
        var coding = header("transfer-encoding");
        if (coding.isPresent() && !coding.get().equalsIgnoreCase("chunked")) {
            throw new IOException("an unknown transfer coding");
        }
        return coding.isPresent();
    }
}
