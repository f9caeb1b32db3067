package dev.darkroom.task;

import java.util.List;

/**
 * One page of a visitor's tasks, newest first.
 *
 * @param cursor where the next page begins, opaque; null on the last page
 */
public record History(List<Task> tasks, String cursor) {

    public History {
        tasks = List.copyOf(tasks);
    }
}
