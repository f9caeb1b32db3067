package dev.darkroom.local.hiapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A prompt, taken apart.
 *
 * @param list the marks in it, in order; the first of a kind counts
 * @param words the prompt without them; what is no mark stays text
 */
public record Marks(List<Marking> list, String words) {

    private static final Pattern BRACKETS = Pattern.compile("\\[\\[(.{1,200}?)]]");

    public Marks {
        list = List.copyOf(list);
    }

    static Marks in(String prompt) {
        var found = new ArrayList<Marking>();
        var words = BRACKETS.matcher(prompt).replaceAll(match -> {
            var marking = Marking.read(match.group(1));
            marking.ifPresent(found::add);
            return marking.isPresent() ? " " : Matcher.quoteReplacement(match.group());
        });
        return new Marks(found, words.replaceAll("\\s+", " ").strip());
    }

    /** The same words with more marks in front: those count first. */
    Marks with(List<Marking> more) {
        return new Marks(Stream.concat(more.stream(), list.stream()).toList(), words);
    }

    Marks without(Mark mark) {
        return new Marks(list.stream().filter(marking -> marking.mark() != mark).toList(), words);
    }

    boolean has(Mark mark) {
        return find(mark).isPresent();
    }

    Optional<Marking> find(Mark mark) {
        return list.stream().filter(marking -> marking.mark() == mark).findFirst();
    }

    /** The number behind the mark, or {@code otherwise}. */
    int number(Mark mark, int otherwise) {
        return find(mark).map(Marking::number).orElse(otherwise);
    }

    /** The marks of one kind, in order. */
    <M extends Mark> Stream<Marking> of(Class<M> kind) {
        return list.stream().filter(marking -> kind.isInstance(marking.mark()));
    }

    /** As they are written in a prompt: {@link #in} reads them again. */
    String text() {
        return list.stream().map(Marking::toString).collect(Collectors.joining(" "));
    }
}
