package dev.darkroom.local.states;

import com.dashjoin.jsonata.Jsonata;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The {@code $names} of one definition's expressions: each must be known before anything runs. */
final class ExpressionNames {

    private static final Pattern QUIET =
            Pattern.compile("/\\*.*?\\*/|'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("\\$([A-Za-z_]\\w*)");
    private static final Pattern STATES = Pattern.compile("\\$states\\b(?:\\.(\\w+))?(?:\\.(\\w+))?");
    private static final Pattern BOUND = Pattern.compile("[@#]\\$(\\w+)|\\$(\\w+)\\s*:=");
    private static final Pattern PARAMETERS = Pattern.compile("(?:function|λ)\\s*\\(([^)]*)\\)");

    /** Not in Step Functions ($eval), or not the same there as here (it seeds its $random); AWS, 2026. */
    private static final Set<String> REFUSED = Set.of("eval", "random", "shuffle");
    /** What {@link ExpressionScope} adds to JSONata's own. */
    private static final Set<String> ADDED = Set.of("parse");

    private final Set<String> assigned = new HashSet<>();
    private final Map<String, String> used = new LinkedHashMap<>();

    void addAssigned(String name) {
        assigned.add(name);
    }

    /** Notes what {@code source} speaks of, and refuses what {@code reach} does not hold at this place. */
    void addUses(String source, String path, ExpressionPlace reach) {
        var bare = QUIET.matcher(source).replaceAll(" '' ");
        for (var states = STATES.matcher(bare); states.find(); ) {
            reach.check(path, states.group(1), states.group(2));
        }
        var local = new HashSet<String>(Set.of("states"));
        for (var bound = BOUND.matcher(bare); bound.find(); ) {
            local.add(bound.group(1) == null ? bound.group(2) : bound.group(1));
        }
        for (var list = PARAMETERS.matcher(bare); list.find(); ) {
            for (var name = NAME.matcher(list.group(1)); name.find(); ) {
                local.add(name.group(1));
            }
        }
        for (var name = NAME.matcher(bare); name.find(); ) {
            if (!local.contains(name.group(1))) {
                used.putIfAbsent(name.group(1), path);
            }
        }
    }

    /** Call when the whole definition is read: a variable may be assigned further down than it is used. */
    void check() {
        used.forEach((name, path) -> {
            if (REFUSED.contains(name)) {
                throw new DefinitionRefused(path, "$" + name + " is not supported");
            }
            if (!assigned.contains(name) && !ADDED.contains(name) && !isFunction(name)) {
                throw new DefinitionRefused(path, "$" + name + " is no function, and no state assigns it");
            }
        });
    }

    private static boolean isFunction(String name) {
        return Jsonata.jsonata("$" + name).evaluate(null) != null;
    }
}
