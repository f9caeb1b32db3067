package dev.darkroom.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** template.yaml as ./deploy reads it: what may be set, and what does not go together. */
public final class Template {

    /** Parameters that are asked for together. */
    record Group(String label, List<Parameter> parameters) {}

    /** What ./deploy derives itself. */
    static final String REVISION = "Revision";

    /** Another value has the page put into its bucket again. */
    static final String PAGE = "PublishPage";

    private static final Set<String> DERIVED = Set.of(REVISION, PAGE);

    private final JsonNode root;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();

    private Template(JsonNode root) {
        this.root = root;
        root.path("Parameters")
                .properties()
                .forEach(entry -> parameters.put(entry.getKey(), Parameter.of(entry.getKey(), entry.getValue())));
    }

    static Template of(String text) {
        return new Template(Yaml.read(text));
    }

    static Template read(Path file) {
        try {
            return of(Files.readString(file));
        } catch (IOException e) {
            throw new DeployFailed("The template " + file.getFileName() + " cannot be read: " + e.getMessage(), e);
        }
    }

    JsonNode root() {
        return root;
    }

    JsonNode resources() {
        return root.path("Resources");
    }

    Map<String, Parameter> parameters() {
        return parameters;
    }

    /** In the template's own groups and order; what it does not group comes last. Without what is derived. */
    List<Group> groups() {
        var left = new LinkedHashSet<>(parameters.keySet());
        left.removeAll(DERIVED);
        var groups = new ArrayList<Group>();
        root.at("/Metadata/AWS::CloudFormation::Interface/ParameterGroups").forEach(node -> {
            var members = new ArrayList<Parameter>();
            node.path("Parameters").forEach(name -> {
                if (left.remove(name.asText())) {
                    members.add(parameters.get(name.asText()));
                }
            });
            groups.add(new Group(node.at("/Label/default").asText(), members));
        });
        groups.add(new Group("More", left.stream().map(parameters::get).toList()));
        groups.removeIf(group -> group.parameters().isEmpty());
        return groups;
    }

    /** The template's defaults, then what the stack has, then what was said: all settings, as they will stand. */
    TreeMap<String, String> settings(Map<String, String> has, Map<String, String> said) {
        var settings = new TreeMap<String, String>();
        parameters.values().forEach(parameter -> {
            var name = parameter.name();
            var value = Optional.ofNullable(said.get(name))
                    .or(() -> Optional.ofNullable(has.get(name)))
                    .or(parameter::byDefault);
            value.ifPresent(text -> settings.put(name, text));
        });
        settings.keySet().removeAll(DERIVED);
        return settings;
    }

    /** Refuses what is no setting at all, or cannot have that value. */
    void checkSaid(Map<String, String> said) {
        checkNames(said.keySet());
        said.forEach((name, value) -> parameters.get(name).fault(value).ifPresent(fault -> {
            throw new DeployFailed(fault);
        }));
    }

    private void checkNames(Set<String> names) {
        for (var name : names) {
            if (DERIVED.contains(name)) {
                throw new DeployFailed(name + " is set automatically: leave it out.");
            }
            if (!parameters.containsKey(name)) {
                throw new DeployFailed(
                        "The template has no setting called " + name + ": docs/deploy.md lists them all.");
            }
        }
    }

    /** Refuses what CloudFormation would refuse minutes later: values by themselves, then together. */
    void check(Map<String, String> settings) {
        for (var parameter : parameters.values()) {
            if (DERIVED.contains(parameter.name())) {
                continue;
            }
            var value = settings.get(parameter.name());
            if (value == null) {
                throw new DeployFailed(
                        parameter.name() + " has no value yet: run ./deploy " + parameter.name() + "=...");
            }
            parameter.fault(value).ifPresent(fault -> {
                throw new DeployFailed(fault);
            });
        }
        TemplateRules.faults(root.path("Rules"), settings).stream().findFirst().ifPresent(fault -> {
            throw new DeployFailed(fault);
        });
    }
}
