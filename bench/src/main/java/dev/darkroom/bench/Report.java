package dev.darkroom.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a measurement has to say: a small table, and one line with the ratio that it is about.
 *
 * @param head the names of the columns
 */
record Report(List<String> head, List<List<String>> rows, String ratio) {

    static Builder of(String... head) {
        return new Builder(List.of(head));
    }

    static final class Builder {

        private final List<String> head;
        private final List<List<String>> rows = new ArrayList<>();

        private Builder(List<String> head) {
            this.head = head;
        }

        Builder row(String... cells) {
            rows.add(List.of(cells));
            return this;
        }

        Report ratio(String format, Object... values) {
            return new Report(head, rows, String.format(Locale.ROOT, format, values));
        }
    }

    /** For a terminal and for Markdown alike. */
    String text() {
        var all = new ArrayList<List<String>>();
        all.add(head);
        all.add(head.stream().map(_ -> "---").toList());
        all.addAll(rows);
        var text = new StringBuilder();
        for (var row : all) {
            for (var column = 0; column < row.size(); column++) {
                text.append("| ").append(padded(all, row, column)).append(' ');
            }
            text.append("|\n");
        }
        return text.append('\n').append(ratio).append('\n').toString();
    }

    private static String padded(List<List<String>> all, List<String> row, int column) {
        var width =
                all.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
        return row.get(column) + " ".repeat(width - row.get(column).length());
    }
}
