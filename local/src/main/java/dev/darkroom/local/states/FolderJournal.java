package dev.darkroom.local.states;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One file per execution: in {@code open} until nothing is left to be done for it, then in {@code ended}, where files are
 * read only when somebody asks. So a start takes as long as there are open executions, however many have ended.
 *
 * <p>Each save is a new file that takes the old one's name in one step: a reader, or a start after {@code kill -9}, finds
 * the old state or the new one. It is not forced to the disk; a power cut is not among the things it survives.
 */
final class FolderJournal implements ExecutionJournal {

    private static final String SUFFIX = ".json";
    private static final String DRAFT = ".new";

    private final Path open;
    private final Path ended;

    FolderJournal(Path folder) {
        open = folder.resolve("open");
        ended = folder.resolve("ended");
        io(() -> Files.createDirectories(open));
        io(() -> Files.createDirectories(ended));
        io(() -> {
            // Writes that a kill cut short. What they were to replace is still there.
            try (var drafts = Files.newDirectoryStream(open, "*" + DRAFT)) {
                for (var draft : drafts) {
                    Files.delete(draft);
                }
            }
            return open;
        });
    }

    @Override
    public void save(Execution execution) {
        var file = open.resolve(fileName(execution.name()));
        var draft = file.resolveSibling(file.getFileName() + DRAFT);
        io(() -> {
            Files.write(draft, StatesJson.MAPPER.writeValueAsBytes(execution));
            return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        });
    }

    @Override
    public void retire(Execution execution) {
        var file = fileName(execution.name());
        io(() -> Files.move(open.resolve(file), ended.resolve(file), StandardCopyOption.ATOMIC_MOVE));
    }

    @Override
    public List<Execution> listUnfinished() {
        return readAll(open);
    }

    @Override
    public Optional<Execution> findRetired(String name) {
        var file = ended.resolve(fileName(name));
        return Files.exists(file) ? read(file) : Optional.empty();
    }

    @Override
    public List<Execution> listRetired() {
        return readAll(ended);
    }

    private static List<Execution> readAll(Path folder) {
        return io(() -> {
            try (var files = Files.list(folder)) {
                return files.filter(file -> file.toString().endsWith(SUFFIX))
                        .flatMap(file -> read(file).stream())
                        .sorted(Comparator.comparing(Execution::startedAt).thenComparing(Execution::name))
                        .toList();
            }
        });
    }

    /** Empty when it was put away meanwhile. */
    private static Optional<Execution> read(Path file) {
        return io(() -> {
            try {
                return Optional.of(StatesJson.MAPPER.readValue(Files.readAllBytes(file), Execution.class));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        });
    }

    /** Names differ by case, which some file systems do not keep apart: capitals, and all but letters, are spelt out. */
    static String fileName(String name) {
        var file = new StringBuilder();
        for (var b : name.getBytes(StandardCharsets.UTF_8)) {
            if (b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '-' || b == '_') {
                file.append((char) b);
            } else {
                file.append('=').append(HexFormat.of().toHexDigits(b));
            }
        }
        return file + SUFFIX;
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T io(Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
