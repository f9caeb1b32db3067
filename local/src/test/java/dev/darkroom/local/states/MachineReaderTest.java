package dev.darkroom.local.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is not understood is refused when the definition is read, and the refusal says where. */
class MachineReaderTest {

    private static final String INVOKE = "~Resource~:~arn:aws:states:::lambda:invoke~,";
    private static final String ARGUMENTS = "~Arguments~:{~FunctionName~:~f~,~Payload~:{}}";
    private static final String END = ",~End~:true";
    private static final String PASS_B = ",~B~:{~Type~:~Wait~,~Seconds~:0,~End~:true}";

    private static Arguments refused(String path, String words, String states) {
        return Arguments.of(path, words, Rig.machine(states));
    }

    private static Arguments task(String path, String words, String more) {
        return refused(path, words, "~A~:{~Type~:~Task~," + INVOKE + ARGUMENTS + more + "}");
    }

    private static Arguments pass(String path, String words, String more) {
        return refused(path, words, "~A~:{~Type~:~Wait~,~Seconds~:0" + more + "}");
    }

    private static Arguments top(String path, String words, String definition) {
        return Arguments.of(path, words, Rig.quoted(definition));
    }

    static Stream<Arguments> refusals() {
        var states = "~States~:{~A~:{~Type~:~Wait~,~Seconds~:0,~End~:true}}";
        return Stream.of(
                top("$", "no JSON", "{"),
                top("$", "no JSON", "{} {}"),
                top("$", "no JSON", "{~StartAt~:~A~,~StartAt~:~A~}"),
                top("$", "object", "[]"),
                top("$.QueryLanguage", "missing", "{~StartAt~:~A~," + states + "}"),
                top("$.QueryLanguage", "JSONata", "{~QueryLanguage~:~JSONPath~,~StartAt~:~A~," + states + "}"),
                top("$.StartAt", "missing", "{~QueryLanguage~:~JSONata~," + states + "}"),
                top("$.StartAt", "no state", "{~QueryLanguage~:~JSONata~,~StartAt~:~Z~," + states + "}"),
                top("$.States", "missing", "{~QueryLanguage~:~JSONata~,~StartAt~:~A~}"),
                top(
                        "$.Version",
                        "supported",
                        "{~QueryLanguage~:~JSONata~,~StartAt~:~A~,~Version~:~1.0~," + states + "}"),
                top(
                        "$.TimeoutSeconds",
                        "whole",
                        "{~QueryLanguage~:~JSONata~,~StartAt~:~A~,~TimeoutSeconds~:0," + states + "}"),
                top("$", "${Gone}", "{~QueryLanguage~:~${Gone}~,~StartAt~:~A~," + states + "}"),
                refused("$.States.A.Type", "Map", "~A~:{~Type~:~Map~,~End~:true}"),
                refused("$.States.A.Type", "Parallel", "~A~:{~Type~:~Parallel~}"),
                refused("$.States.A.Type", "Pass", "~A~:{~Type~:~Pass~,~End~:true}"),
                refused("$.States.A.Type", "Succeed", "~A~:{~Type~:~Succeed~}"),
                refused("$.States.A.Type", "Fail", "~A~:{~Type~:~Fail~}"),
                refused("$.States.A.Type", "missing", "~A~:{}"),
                refused("$.States.A", "object", "~A~:1"),
                refused(
                        "$.States['my state'].X",
                        "supported",
                        "~my state~:{~Type~:~Wait~,~Seconds~:0,~End~:true,~X~:1}"),
                refused(
                        "$.States.B",
                        "no way",
                        "~A~:{~Type~:~Wait~,~Seconds~:0,~End~:true},~B~:{~Type~:~Wait~,~Seconds~:0,~End~:true}"),
                pass("$.States.A", "Next or End", ""),
                pass("$.States.A", "Next or End", ",~Next~:~A~,~End~:true"),
                pass("$.States.A.End", "true", ",~End~:false"),
                pass("$.States.A", "leads to Z", ",~Next~:~Z~"),
                pass("$.States.A.Result", "supported", ",~Result~:{},~End~:true"),
                pass("$.States.A.Parameters", "supported", ",~Parameters~:{},~End~:true"),
                pass("$.States.A.QueryLanguage", "supported", ",~QueryLanguage~:~JSONata~,~End~:true"),
                pass("$.States.A.Output", "no JSONata", ",~Output~:~{% 1 + %}~" + END),
                pass("$.States.A.Output.a.b", "no JSONata", ",~Output~:{~a~:{~b~:~{% ( %}~}}" + END),
                pass("$.States.A.Output.a", "list", ",~Output~:{~a~:[1]}" + END),
                pass("$.States.A.Assign", "supported", ",~Assign~:{~n~:1}" + END),
                pass("$.States.A.Timestamp", "supported", ",~Timestamp~:~2026-11-22T13:00:00Z~" + END),
                pass("$.States.A.Output", "$now", ",~Output~:~{% $now() %}~" + END),
                pass("$.States.A.Output", "$parse", ",~Output~:~{% $parse('1') %}~" + END),
                pass("$.States.A.Output", "$x", ",~Output~:~{% ($x := 1; 2) %}~" + END),
                pass("$.States.A.Output", "Name", ",~Output~:~{% $states.context.Execution.Name %}~" + END),
                pass("$.States.A.Output", "$states.context", ",~Output~:~{% $states.context %}~" + END),
                pass("$.States.A.Output", "nothing around", ",~Output~:~ {% 1 %}~" + END),
                pass("$.States.A.Output", "nothing around", ",~Output~:~{% 1~" + END),
                pass("$.States.A.Output", "$states.result", ",~Output~:~{% $states.result %}~" + END),
                pass("$.States.A.Output", "$states.errorOutput", ",~Output~:~{% $states.errorOutput %}~" + END),
                pass("$.States.A.Output", "$states.inputs", ",~Output~:~{% $states.inputs %}~" + END),
                pass("$.States.A.Output", "$states is", ",~Output~:~{% $states %}~" + END),
                pass("$.States.A.Output", "Task", ",~Output~:~{% $states.context.Task.Token %}~" + END),
                pass("$.States.A.Output", "$nobody", ",~Output~:~{% $nobody %}~" + END),
                pass("$.States.A.Output", "$eval", ",~Output~:~{% $eval('1') %}~" + END),
                pass("$.States.A.Output", "$uuid", ",~Output~:~{% $uuid() %}~" + END),
                refused("$.States.A.Resource", "missing", "~A~:{~Type~:~Task~," + ARGUMENTS + END + "}"),
                refused(
                        "$.States.A.Resource",
                        "supported",
                        "~A~:{~Type~:~Task~,~Resource~:~arn:aws:states:::sqs:sendMessage~," + ARGUMENTS + END + "}"),
                refused("$.States.A.Arguments", "missing", "~A~:{~Type~:~Task~," + INVOKE + "~End~:true}"),
                refused(
                        "$.States.A.Arguments.Qualifier",
                        "supported",
                        "~A~:{~Type~:~Task~," + INVOKE
                                + "~Arguments~:{~FunctionName~:~f~,~Payload~:{},~Qualifier~:~1~},~End~:true}"),
                refused(
                        "$.States.A.Arguments.FunctionName",
                        "expression",
                        "~A~:{~Type~:~Task~," + INVOKE
                                + "~Arguments~:{~FunctionName~:~{% 'f' %}~,~Payload~:{}},~End~:true}"),
                refused(
                        "$.States.A.Arguments.Payload",
                        "missing",
                        "~A~:{~Type~:~Task~," + INVOKE + "~Arguments~:{~FunctionName~:~f~},~End~:true}"),
                refused(
                        "$.States.A.Arguments.Payload.t",
                        "Task",
                        "~A~:{~Type~:~Task~," + INVOKE
                                + "~Arguments~:{~FunctionName~:~f~,~Payload~:{~t~:~{% $states.context.Task.Token %}~}},~End~:true}"),
                task("$.States.A.HeartbeatSeconds", "supported", ",~HeartbeatSeconds~:5" + END),
                task("$.States.A.TimeoutSeconds", "whole", ",~TimeoutSeconds~:1.5" + END),
                task("$.States.A.TimeoutSeconds", "whole", ",~TimeoutSeconds~:~60~" + END),
                task("$.States.A.Retry", "at least one", ",~Retry~:[]" + END),
                task("$.States.A.Retry[0].ErrorEquals", "missing", ",~Retry~:[{}]" + END),
                task("$.States.A.Retry[0].ErrorEquals[0]", "string", ",~Retry~:[{~ErrorEquals~:[1]}]" + END),
                task(
                        "$.States.A.Retry[0].ErrorEquals[0]",
                        "States.HeartbeatTimeout",
                        ",~Retry~:[{~ErrorEquals~:[~States.HeartbeatTimeout~]}]" + END),
                task(
                        "$.States.A.Retry[0].ErrorEquals",
                        "stands alone",
                        ",~Retry~:[{~ErrorEquals~:[~States.ALL~]},{~ErrorEquals~:[~e~]}]" + END),
                task(
                        "$.States.A.Retry[0].ErrorEquals",
                        "stands alone",
                        ",~Retry~:[{~ErrorEquals~:[~States.ALL~,~e~]}]" + END),
                task("$.States.A.Retry[0].Foo", "supported", ",~Retry~:[{~ErrorEquals~:[~e~],~Foo~:1}]" + END),
                task(
                        "$.States.A.Retry[0].IntervalSeconds",
                        "whole",
                        ",~Retry~:[{~ErrorEquals~:[~e~],~IntervalSeconds~:0}]" + END),
                task(
                        "$.States.A.Retry[0].BackoffRate",
                        "1.0",
                        ",~Retry~:[{~ErrorEquals~:[~e~],~BackoffRate~:0.5}]" + END),
                task(
                        "$.States.A.Retry[0].MaxAttempts",
                        "whole",
                        ",~Retry~:[{~ErrorEquals~:[~e~],~MaxAttempts~:-1}]" + END),
                task(
                        "$.States.A.Retry[0].MaxDelaySeconds",
                        "more than",
                        ",~Retry~:[{~ErrorEquals~:[~e~],~IntervalSeconds~:5,~MaxDelaySeconds~:5}]" + END),
                task(
                        "$.States.A.Retry[0].JitterStrategy",
                        "FULL",
                        ",~Retry~:[{~ErrorEquals~:[~e~],~JitterStrategy~:~HALF~}]" + END),
                task("$.States.A.Catch[0].Next", "missing", ",~Catch~:[{~ErrorEquals~:[~e~]}]" + END),
                task("$.States.A", "leads to Z", ",~Catch~:[{~ErrorEquals~:[~e~],~Next~:~Z~}]" + END),
                task(
                        "$.States.A.Catch[0].ResultPath",
                        "supported",
                        ",~Catch~:[{~ErrorEquals~:[~e~],~Next~:~A~,~ResultPath~:null}]" + END),
                task(
                        "$.States.A.Catch[0].Output",
                        "$states.result",
                        ",~Catch~:[{~ErrorEquals~:[~e~],~Next~:~A~,~Output~:~{% $states.result %}~}]" + END),
                refused("$.States.A.Seconds", "missing", "~A~:{~Type~:~Wait~,~End~:true}"),
                refused("$.States.A.Seconds", "whole", "~A~:{~Type~:~Wait~,~Seconds~:-1,~End~:true}"),
                refused(
                        "$.States.A.SecondsPath",
                        "supported",
                        "~A~:{~Type~:~Wait~,~Seconds~:1,~SecondsPath~:~$.x~,~End~:true}"),
                refused("$.States.A.Choices", "missing", "~A~:{~Type~:~Choice~,~Default~:~B~}" + PASS_B),
                refused(
                        "$.States.A.Choices",
                        "at least one",
                        "~A~:{~Type~:~Choice~,~Choices~:[],~Default~:~B~}" + PASS_B),
                refused(
                        "$.States.A.Choices[0].Condition",
                        "expression",
                        "~A~:{~Type~:~Choice~,~Choices~:[{~Condition~:~true~,~Next~:~B~}],~Default~:~B~}" + PASS_B),
                refused(
                        "$.States.A.Choices[0].Variable",
                        "supported",
                        "~A~:{~Type~:~Choice~,~Choices~:[{~Condition~:~{% true %}~,~Next~:~B~,~Variable~:~$.x~}],~Default~:~B~}"
                                + PASS_B),
                refused(
                        "$.States.A.Next",
                        "supported",
                        "~A~:{~Type~:~Choice~,~Choices~:[{~Condition~:~{% true %}~,~Next~:~B~}],~Default~:~B~,~Next~:~B~}"
                                + PASS_B),
                refused(
                        "$.States.A",
                        "leads to Z",
                        "~A~:{~Type~:~Choice~,~Choices~:[{~Condition~:~{% true %}~,~Next~:~B~}],~Default~:~Z~}"
                                + PASS_B),
                refused(
                        "$.States.A.Default",
                        "missing",
                        "~A~:{~Type~:~Choice~,~Choices~:[{~Condition~:~{% true %}~,~Next~:~B~}]}" + PASS_B),
                task(
                        "$.States.A.Catch[0].ErrorEquals[0]",
                        "States.QueryEvaluationError",
                        ",~Catch~:[{~ErrorEquals~:[~States.QueryEvaluationError~],~Next~:~A~}]" + END));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("refusals")
    void saysWhere(String path, String words, String definition) {
        var refusal = assertThrows(DefinitionRefused.class, () -> MachineReader.read("m", definition, Map.of()));

        assertTrue(refusal.getMessage().startsWith(path + ": "), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
    }

    @Test
    void substitutesByName() {
        var definition = Rig.machine(
                "~A~:{~Type~:~Task~," + INVOKE + "~Arguments~:{~FunctionName~:~${F}~,~Payload~:{}},~End~:true}");

        var machine = MachineReader.read("m", definition, Map.of("F", "arn:$1:f", "Unused", "x"));

        assertEquals("arn:$1:f", ((State.Task) machine.state("A")).functionName());
        assertTrue(machine.definition().contains("arn:$1:f"));
    }

    @Test
    void quotedDollarsAreNoNames() {
        var output = "{% '$nobody' & /* $now */ 'x' %}";

        MachineReader.read(
                "m", Rig.machine("~A~:{~Type~:~Wait~,~Seconds~:0,~Output~:~" + output + "~,~End~:true}"), Map.of());
    }
}
