package dev.darkroom.task;

import java.util.List;

/**
 * One page of a visitor's tasks, newest first.
 *
 * @param cursor where the next page begins, opaque; null on the last page
 */
public record HistoryPage(List<Task> tasks, String cursor) {

    public HistoryPage {
        tasks = List.copyOf(tasks);
    }
}
