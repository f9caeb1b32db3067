package dev.darkroom.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * No class knows one that knows it, however far round. A class and what is nested in it are one thing, and so are a sealed type
 * and those that it permits: neither can be read without the other.
 */
class CirclesTest {

    /** The name of a class of ours, by itself or in a descriptor or a signature. */
    private static final Pattern NAME = Pattern.compile("(?:^|[L;(<\\[])(dev/darkroom/[\\w/]+)");

    @Test
    void noClassesGoInACircle() throws IOException {
        for (var module : List.of("functions", "local", "stack")) {
            var knows = read(module);
            assertTrue(knows.size() > 20, module + " is compiled: run mvn verify at the root");
            assertEquals(Set.of(), circles(knows), module);
        }
    }

    @Test
    void aCircleIsFound() {
        var knows =
                new TreeMap<>(Map.of("a", Set.of("b"), "b", Set.of("c"), "c", Set.of("b", "d"), "d", Set.<String>of()));
        assertEquals(Set.of(Set.of("b", "c")), circles(knows));
    }

    private static Set<Set<String>> circles(Map<String, Set<String>> knows) {
        var reached = new HashMap<String, Set<String>>();
        knows.keySet().forEach(name -> reached.put(name, reach(name, knows)));
        var circles = new HashSet<Set<String>>();
        reached.forEach((name, others) -> {
            var circle = new TreeSet<String>();
            others.stream().filter(other -> reached.get(other).contains(name)).forEach(circle::add);
            if (circle.size() > 1) {
                circles.add(circle);
            }
        });
        return circles;
    }

    private static Set<String> reach(String from, Map<String, Set<String>> knows) {
        var reached = new TreeSet<String>();
        var left = new ArrayList<>(List.of(from));
        while (!left.isEmpty()) {
            knows.get(left.removeLast()).stream().filter(reached::add).forEach(left::add);
        }
        return reached;
    }

    /** Of each class of the module, those of the module that it knows; constants that the compiler copies are among them. */
    private static Map<String, Set<String>> read(String module) throws IOException {
        var models = new ArrayList<ClassModel>();
        try (var files = Files.walk(House.ROOT.resolve(module + "/target/classes/dev/darkroom"))) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                models.add(ClassFile.of().parse(file));
            }
        }
        var parents = new HashMap<String, String>();
        models.forEach(model -> model.findAttribute(Attributes.permittedSubclasses())
                .ifPresent(family -> family.permittedSubclasses()
                        .forEach(child -> parents.put(outermost(child.asInternalName()), outermost(name(model))))));
        var knows = new TreeMap<String, Set<String>>();
        models.forEach(model -> knows.computeIfAbsent(one(outermost(name(model)), parents), _ -> new TreeSet<>())
                .addAll(names(model)));
        knows.replaceAll((self, names) -> {
            var others = new TreeSet<String>();
            names.stream().map(name -> one(name, parents)).forEach(others::add);
            others.retainAll(knows.keySet());
            others.remove(self);
            return others;
        });
        return knows;
    }

    private static Set<String> names(ClassModel model) {
        var names = new TreeSet<String>();
        StreamSupport.stream(model.constantPool().spliterator(), false)
                .filter(Utf8Entry.class::isInstance)
                .forEach(text -> NAME.matcher(((Utf8Entry) text).stringValue())
                        .results()
                        .forEach(found -> names.add(found.group(1))));
        return names;
    }

    private static String name(ClassModel model) {
        return model.thisClass().asInternalName();
    }

    private static String outermost(String name) {
        return name.split("\\$", 2)[0];
    }

    /** The sealed type that stands for this class, or the class itself. */
    private static String one(String name, Map<String, String> parents) {
        var parent = parents.get(name);
        return parent == null || parent.equals(name) ? name : one(parent, parents);
    }
}
