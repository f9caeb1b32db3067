package dev.darkroom.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who may know whom, read off the compiled classes. */
class RoomsTest {

    private static final String HOUSE = "dev.darkroom";

    /** The classes beside the rooms: Live, Settings and what they throw. */
    private static final String HALL = "";

    /** Which other rooms a room may know. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("task", Set.of()),
            Map.entry("metrics", Set.of("task")),
            Map.entry("admission", Set.of("task", "metrics")),
            Map.entry("catalog", Set.of()),
            Map.entry("hiapi", Set.of("task")),
            Map.entry("media", Set.of()),
            Map.entry("visitor", Set.of("task")),
            Map.entry("snapstart", Set.of("task", "visitor")),
            Map.entry("api", Set.of("task", "admission", "metrics", "catalog", "hiapi", "media", "visitor", HALL)),
            Map.entry("steps", Set.of("task", "admission", "metrics", "catalog", "hiapi", "media", HALL)),
            Map.entry("site", Set.of("task", "media", HALL)),
            Map.entry("aws", Set.of("task", "admission", "metrics", "media", "site")),
            Map.entry(
                    HALL,
                    Set.of(
                            "task",
                            "admission",
                            "metrics",
                            "catalog",
                            "hiapi",
                            "media",
                            "visitor",
                            "snapstart",
                            "api",
                            "site",
                            "aws")));

    /** The same for the rooms of local. Of the classes beside them, which know all rooms, they know these few alone. */
    private static final Map<String, Set<String>> LOCAL_ARROWS = Map.of(
            "local.front", Set.of("local.Lambda", "local.FunctionError", "local.CannotStart", "api", "aws", "site"),
            "local.hiapi",
                    Set.of("local.Timeline", "local.front", "local.hiapi.drawing", "local.hiapi.marks", "catalog"),
            "local.hiapi.drawing", Set.of(),
            "local.hiapi.marks", Set.of(),
            "local.states", Set.of("local.Timeline", "local.Lambda", "local.FunctionError", "local.front"));

    /** Who may know a library: the rooms outside of these speak plain Java. */
    private static final Map<String, Set<String>> LIBRARIES = Map.of(
            "software.amazon.awssdk", Set.of("aws", HALL),
            "com.amazonaws", Set.of("api", "steps", "site", "snapstart", HALL));

    private static final JavaClasses FUNCTIONS =
            new ClassFileImporter().importPath(House.ROOT.resolve("functions/target/classes"));

    private static final JavaClasses LOCAL =
            new ClassFileImporter().importPath(House.ROOT.resolve("local/target/classes"));

    @Test
    void everyClassIsInARoom() {
        assertTrue(FUNCTIONS.size() > 20, "the functions are compiled: run mvn verify at the root");
        FUNCTIONS.forEach(type -> assertTrue(ARROWS.containsKey(room(type)), type.getName()));
    }

    @Test
    void noRoomKnowsMoreThanItsArrows() {
        var wrong = new TreeSet<String>();
        FUNCTIONS.forEach(type -> type.getDirectDependenciesFromSelf().forEach(dependency -> {
            var other = dependency.getTargetClass().getBaseComponentType();
            if (other.getPackageName().startsWith(HOUSE)) {
                var from = room(type);
                var to = room(other);
                if (!from.equals(to) && !ARROWS.getOrDefault(from, Set.of()).contains(to)) {
                    wrong.add(type.getName() + " -> " + other.getName());
                }
            }
        }));
        assertEquals(Set.of(), wrong);
    }

    @Test
    void noRoomOfLocalKnowsMoreThanItsArrows() {
        var wrong = new TreeSet<String>();
        var rooms = new TreeSet<String>();
        LOCAL.forEach(type -> type.getDirectDependenciesFromSelf().forEach(dependency -> {
            var other = dependency.getTargetClass().getBaseComponentType();
            var from = below(type);
            var to = below(other);
            rooms.add(from);
            if (other.getPackageName().startsWith(HOUSE) && !from.equals("local") && !from.equals(to)) {
                var known = LOCAL_ARROWS.getOrDefault(from, Set.of());
                if (!known.contains(to) && !known.contains(to + "." + other.getSimpleName())) {
                    wrong.add(type.getName() + " -> " + other.getName());
                }
            }
        }));
        assertEquals(Set.of(), wrong);
        rooms.remove("local");
        assertEquals(LOCAL_ARROWS.keySet(), rooms);
    }

    /** Also for a link in Javadoc, which leaves nothing in the compiled class. */
    @Test
    void noImportKnowsMoreThanItsArrows() {
        var wrong = new TreeSet<String>();
        var ours = Pattern.compile("import (?:static )?dev\\.darkroom\\.(?:([a-z]+)\\.)?[A-Z]");
        for (var path : House.files(file -> file.matches("functions/src/main/java/.*\\.java"))) {
            var folder = path.replaceFirst("functions/src/main/java/dev/darkroom/", "");
            var from = folder.contains("/") ? folder.substring(0, folder.indexOf('/')) : HALL;
            ours.matcher(House.text(path)).results().forEach(found -> {
                var to = found.group(1) == null ? HALL : found.group(1);
                if (!from.equals(to) && !ARROWS.get(from).contains(to)) {
                    wrong.add(path + " -> " + to);
                }
            });
        }
        assertEquals(Set.of(), wrong);
    }

    @Test
    void librariesStayWhereTheyAreSpoken() {
        var wrong = new TreeSet<String>();
        FUNCTIONS.forEach(type -> type.getDirectDependenciesFromSelf().forEach(dependency -> {
            var other = dependency.getTargetClass().getBaseComponentType();
            LIBRARIES.forEach((library, rooms) -> {
                if (other.getPackageName().startsWith(library) && !rooms.contains(room(type))) {
                    wrong.add(type.getName() + " -> " + other.getName());
                }
            });
        }));
        assertEquals(Set.of(), wrong);
    }

    @Test
    void onlyLiveReadsTheEnvironment() {
        assertTrue(Set.of("Live").containsAll(readersOfTheEnvironment(FUNCTIONS)), "in functions");
        assertTrue(readersOfTheEnvironment(LOCAL).size() <= 1, "in local: " + readersOfTheEnvironment(LOCAL));
    }

    /** What runs in the cloud, what runs here, and what puts the one there know nothing of each other. */
    @Test
    void noArrowLeadsToTheStackOrFromIt() {
        var ours = Pattern.compile("dev\\.darkroom\\.(?!stack\\b)\\w+");
        var stack = House.files(path -> path.startsWith("stack/src/") && path.endsWith(".java"));
        assertTrue(stack.size() > 20, "the stack's sources are here");
        stack.forEach(path -> assertFalse(ours.matcher(House.text(path)).find(), path));
        House.files(path -> path.matches("(functions|local|bench)/src/.*\\.java"))
                .forEach(path -> assertFalse(
                        House.text(path).matches("(?s).*import (static )?dev\\.darkroom\\.stack\\..*"), path));
        var pom = House.text("stack/pom.xml");
        assertEquals(1, pom.split("<groupId>dev\\.darkroom</groupId>", -1).length - 1, "its parent only");
        assertEquals(
                List.of("stack/src/main/java/dev/darkroom/stack/Deploy.java"),
                House.files(path ->
                        path.startsWith("stack/src/main/") && House.text(path).contains("System.getenv")));
    }

    /** Bare for Lambda, from Live for local, and with everything handed in for whoever tests it. */
    @Test
    void aHandlerCanBeMadeWithoutTheEnvironment() {
        for (var room : List.of("api", "steps", "site")) {
            for (var name : House.handlers(room)) {
                var constructors = FUNCTIONS.get(HOUSE + "." + room + "." + name).getConstructors().stream()
                        .filter(constructor -> constructor.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(constructor -> constructor.getRawParameterTypes().stream()
                                .map(JavaClass::getSimpleName)
                                .toList())
                        .toList();
                assertTrue(constructors.contains(List.of()), name + " has a bare constructor");
                assertTrue(
                        constructors.stream().anyMatch(types -> !types.isEmpty() && !types.contains("Live")),
                        name + " has a full constructor");
            }
        }
    }

    private static Set<String> readersOfTheEnvironment(JavaClasses classes) {
        var readers = new TreeSet<String>();
        classes.forEach(type -> type.getAccessesFromSelf().forEach(call -> {
            if (call.getTargetOwner().isEquivalentTo(System.class)
                    && call.getName().equals("getenv")) {
                readers.add(outermost(type).getSimpleName());
            }
        }));
        return readers;
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(RoomsTest::outermost).orElse(type);
    }

    private static String room(JavaClass type) {
        return below(type).split("\\.")[0];
    }

    /** Its package, as seen from the house's; empty for that itself. */
    private static String below(JavaClass type) {
        return type.getPackageName().replaceFirst("^dev\\.darkroom\\.?", "");
    }
}
