package dev.darkroom.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A reader of a fuzz test as Jazzer calls it; which one, a property says. */
public final class GuidedReader {

    /** Names class and method, such as {@code dev.darkroom.media.MediaFuzzTest.file}. */
    static final String PROPERTY = "fuzz.reader";

    private static GuidedReader chosen;

    private final Method method;

    private GuidedReader(Method method) {
        this.method = method;
        method.setAccessible(true);
    }

    /** A fuzz test's readers are its static methods of one array of bytes. */
    static List<GuidedReader> of(Class<?> test) {
        return Arrays.stream(test.getDeclaredMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers())
                        && !method.isSynthetic()
                        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {byte[].class}))
                .map(GuidedReader::new)
                .toList();
    }

    String name() {
        return method.getDeclaringClass().getName() + "." + method.getName();
    }

    /** Those of the whole test: what is another reader's sample does no harm. */
    List<byte[]> samples() throws IllegalAccessException {
        var samples = new ArrayList<byte[]>();
        for (var field : method.getDeclaringClass().getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == List.class) {
                field.setAccessible(true);
                for (var element : (List<?>) field.get(null)) {
                    if (element instanceof byte[] sample) {
                        samples.add(sample);
                    }
                }
            }
        }
        return samples;
    }

    /** Called by Jazzer, once. */
    public static void fuzzerInitialize() throws ClassNotFoundException {
        var name = System.getProperty(PROPERTY);
        chosen = of(Class.forName(name.replaceFirst("\\.\\w+$", ""))).stream()
                .filter(reader -> reader.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Called by Jazzer, for each input. */
    public static void fuzzerTestOneInput(byte[] input) throws Throwable {
        try {
            chosen.method.invoke(null, (Object) input);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
