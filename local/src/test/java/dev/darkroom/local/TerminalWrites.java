package dev.darkroom.local;

import dev.darkroom.task.Tasks;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sees each write that ends a task, so that a second one is noticed. */
final class TerminalWrites {

    private static final Set<String> ENDS = Set.of("succeed", "fail");

    private final Map<String, List<String>> byTask = new ConcurrentHashMap<>();

    Tasks seenOf(Tasks real) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            try {
                var answer = method.invoke(real, arguments);
                if (ENDS.contains(method.getName()) && Boolean.TRUE.equals(answer)) {
                    byTask.computeIfAbsent((String) arguments[0], id -> new ArrayList<>())
                            .add(method.getName());
                }
                return answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return (Tasks) Proxy.newProxyInstance(Tasks.class.getClassLoader(), new Class<?>[] {Tasks.class}, handler);
    }

    void check(String about) {
        byTask.forEach((task, ends) -> {
            if (ends.size() > 1) {
                throw new AssertionError(about + ", task " + task + " ended as " + ends);
            }
        });
    }
}
