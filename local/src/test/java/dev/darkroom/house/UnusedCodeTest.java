package dev.darkroom.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What only tests use, or nobody, is not part of the product: it goes. */
class UnusedCodeTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .importPaths(House.ROOT.resolve("functions/target/classes"), House.ROOT.resolve("local/target/classes"));

    /** What Lambda and the measurements call: they are compiled after this, if at all. */
    private static final Set<String> CALLED_FROM_ELSEWHERE = Stream.concat(
                    Stream.of("template.yaml"), House.files(path -> path.startsWith("bench/src/main/")).stream())
            .flatMap(path -> Pattern.compile("\\w+").matcher(House.text(path)).results())
            .map(word -> word.group())
            .collect(Collectors.toSet());

    /** The simulator and the interpreter are directed by tests, and docs/models.md is written by one. */
    private static final Pattern FOR_TESTS = Pattern.compile("dev\\.darkroom\\."
            + "(local\\.hiapi\\.(SimulatedHiapi|SimulatorOptions|RequestCounts)\\.\\w+|local\\.states\\.StepFunctions\\.stop"
            + "|catalog\\.Catalog\\.retired)\\(.*");

    @Test
    void everyMethodIsCalled() {
        var unused = new TreeSet<String>();
        MAIN.forEach(type -> type.getMethods().stream()
                .filter(method -> !isCalled(method) && !isBound(type, method))
                .map(JavaMethod::getFullName)
                .filter(name -> !FOR_TESTS.matcher(name).matches())
                .forEach(unused::add));
        assertEquals(Set.of(), unused);
    }

    @Test
    void everyClassIsUsed() {
        var unused = new TreeSet<String>();
        MAIN.stream()
                .filter(type -> !type.isAnonymousClass() && !isUsed(type))
                .forEach(type -> unused.add(type.getName()));
        assertEquals(Set.of(), unused);
    }

    private static boolean isCalled(JavaMethod method) {
        return method.getName().contains("$")
                || method.getModifiers().contains(JavaModifier.SYNTHETIC)
                || CALLED_FROM_ELSEWHERE.containsAll(List.of(method.getOwner().getSimpleName(), method.getName()))
                || method.getAccessesToSelf().stream()
                        .anyMatch(access -> !access.getOrigin().equals(method));
    }

    /** Its name is not ours to choose: Java's own, a supertype's, or that of a record's component. */
    private static boolean isBound(JavaClass type, JavaMethod method) {
        return method.getName().equals("main")
                || type.isEnum() && Set.of("values", "valueOf").contains(method.getName())
                || type.isRecord() && type.tryGetField(method.getName()).isPresent()
                || supertypes(type.reflect())
                        .flatMap(above -> Stream.of(above.getDeclaredMethods()))
                        .anyMatch(above -> above.getName().equals(method.getName())
                                && above.getParameterCount()
                                        == method.getRawParameterTypes().size());
    }

    /** Of libraries too, which ArchUnit does not read here. */
    private static Stream<Class<?>> supertypes(Class<?> type) {
        return Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()))
                .flatMap(above -> Stream.concat(Stream.of(above), supertypes(above)));
    }

    private static boolean isUsed(JavaClass type) {
        return CALLED_FROM_ELSEWHERE.contains(type.getSimpleName())
                || type.getMethods().stream()
                        .anyMatch(method -> method.getName().equals("main"))
                || type.getDirectDependenciesToSelf().stream()
                        .anyMatch(use -> !use.getOriginClass().equals(type));
    }
}
