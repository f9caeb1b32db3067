package dev.darkroom.local.hiapi.marks;

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
public record Marks(List<RequestedMark> list, String words) {

    private static final Pattern BRACKETS = Pattern.compile("\\[\\[(.{1,200}?)]]");

    public Marks {
        list = List.copyOf(list);
    }

    public static Marks in(String prompt) {
        var found = new ArrayList<RequestedMark>();
        var words = BRACKETS.matcher(prompt).replaceAll(match -> {
            var marking = RequestedMark.read(match.group(1));
            marking.ifPresent(found::add);
            return marking.isPresent() ? " " : Matcher.quoteReplacement(match.group());
        });
        return new Marks(found, words.replaceAll("\\s+", " ").strip());
    }

    /** The same words with more marks in front: those count first. */
    public Marks with(List<RequestedMark> more) {
        return new Marks(Stream.concat(more.stream(), list.stream()).toList(), words);
    }

    public Marks without(Mark mark) {
        return new Marks(list.stream().filter(marking -> marking.mark() != mark).toList(), words);
    }

    public boolean has(Mark mark) {
        return find(mark).isPresent();
    }

    public Optional<RequestedMark> find(Mark mark) {
        return list.stream().filter(marking -> marking.mark() == mark).findFirst();
    }

    /** The number behind the mark, or {@code otherwise}. */
    public int number(Mark mark, int otherwise) {
        return find(mark).map(RequestedMark::number).orElse(otherwise);
    }

    /** The marks of one kind, in order. */
    public <M extends Mark> Stream<RequestedMark> of(Class<M> kind) {
        return list.stream().filter(marking -> kind.isInstance(marking.mark()));
    }

    /** As they are written in a prompt: {@link #in} reads them again. */
    public String text() {
        return list.stream().map(RequestedMark::toString).collect(Collectors.joining(" "));
    }
}
