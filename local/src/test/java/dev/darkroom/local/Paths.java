package dev.darkroom.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every way through the definition: what its functions meet, and the states that this leads through. The last column says
 * where LocalStack 4.14 goes another way, and why AWS's documents are on our side.
 */
final class Paths {

    /** Where LocalStack goes another way. */
    enum Quirk {
        /**
         * It waits for int() of whatever the expression gives. AWS, "Wait workflow state": an expression "which must evaluate
         * to an integer in the stated range", from 0 to 99999999. LocalStack's own source has a note to look at it.
         */
        SECONDS,
        /**
         * It ends the execution where an expression in a Task's Output fails. AWS, "Transforming data with JSONata": the
         * error can be taken by Catch; and floci#2665 saw AWS do so.
         */
        OUTPUT,
        /** It says States.Runtime where the expression of a catcher fails. AWS has one name for whatever JSONata throws. */
        CATCH,
        /** States.ALL takes States.DataLimitExceeded. AWS, "Handling errors": "cannot be caught by the States.ALL error". */
        LARGE
    }

    /**
     * @param states as they are entered, and the error in which the execution ends, if it does
     * @param quirk of LocalStack; null where it goes the same way
     */
    record Path(String text, String prompt, Map<String, List<Fate>> fates, String states, Quirk quirk) {
        @Override
        public String toString() {
            return text;
        }
    }

    private static final List<String> PASSING = List.of(
            "!TemporarilyUnavailable",
            "!Lambda.ServiceException",
            "!Lambda.AWSLambdaException",
            "!Lambda.SdkClientException",
            "!Lambda.ClientExecutionTimeoutException",
            "!Lambda.TooManyRequestsException",
            "!Lambda.Unknown",
            "!Runtime.ExitError",
            "!Sandbox.Timedout");

    private static final String TABLE = """
            Submit works | Submit Persist
            Submit !HiapiBusy x 20 | Submit Persist
            Submit !HiapiBusy x 21 | Submit GiveUp
            Submit !HiapiRefused | Submit GiveUp
            Submit !x.Unheard | Submit GiveUp
            Submit Mine: why | Submit GiveUp
            Submit Later: 6 | Submit Wait Poll Look Submit Persist
            Submit Later: 0 | Submit Wait Poll Look Submit Persist
            Submit Later: 2.5 | Submit Wait States.QueryEvaluationError | SECONDS
            Submit Later: -1 | Submit Wait States.QueryEvaluationError | SECONDS
            Submit Later: soon | Submit States.QueryEvaluationError | CATCH
            Submit Later: | Submit States.QueryEvaluationError | CATCH
            Submit =null | Submit Poll Look Submit Wait Poll Look Submit Persist
            Submit ={"next":"Persist"} | Submit Poll Look Submit Wait Poll Look Submit Persist
            nocallback | Submit Poll Look Persist
            nocallback; Poll zzz | Submit Poll Wait Poll Look Persist
            nocallback; Poll !x.Unheard | Submit Poll GiveUp
            nocallback; Poll =null | Submit Poll GiveUp | OUTPUT
            nocallback; Poll ={} | Submit Poll GiveUp | OUTPUT
            nocallback; Poll =5 | Submit Poll GiveUp | OUTPUT
            nocallback; Poll ="Persist" | Submit Poll GiveUp | OUTPUT
            nocallback; Poll =[] | Submit Poll GiveUp | OUTPUT
            nocallback; Poll =[{"next":"Persist","waitSeconds":0}] | Submit Poll Look Persist GiveUp
            nocallback; Poll ={"next":"Wait"} | Submit Poll GiveUp | OUTPUT
            nocallback; Poll ={"waitSeconds":5} | Submit Poll GiveUp | OUTPUT
            nocallback; Poll ={"next":null,"waitSeconds":5} | Submit Poll Look Wait Poll Look Persist
            nocallback; Poll ={"next":5,"waitSeconds":5} | Submit Poll Look Wait Poll Look Persist
            nocallback; Poll ={"next":"Nowhere","waitSeconds":5} | Submit Poll Look Wait Poll Look Persist
            nocallback; Poll ={"next":"Wait","waitSeconds":0} | Submit Poll Look Wait Poll Look Persist
            nocallback; Poll ={"next":"Wait","waitSeconds":2.5} | Submit Poll Look Wait States.QueryEvaluationError | SECONDS
            nocallback; Poll ={"next":"Wait","waitSeconds":2.0} | Submit Poll Look Wait Poll Look Persist
            nocallback; Poll ={"next":"Wait","waitSeconds":-1} | Submit Poll Look Wait States.QueryEvaluationError | SECONDS
            nocallback; Poll ={"next":"Wait","waitSeconds":"5"} | Submit Poll Look Wait States.QueryEvaluationError | SECONDS
            nocallback; Poll ={"next":"Wait","waitSeconds":null} | Submit Poll Look Wait States.QueryEvaluationError | SECONDS
            nocallback; Poll ={"next":"Wait","waitSeconds":true} | Submit Poll Look Wait States.QueryEvaluationError | SECONDS
            nocallback; Poll ={"next":"Wait","waitSeconds":[5]} | Submit Poll Look Wait States.QueryEvaluationError | SECONDS
            nocallback; Poll ={"next":"Wait","waitSeconds":100000000} | Submit Poll Look Wait States.QueryEvaluationError | SECONDS
            nocallback; Poll ={"next":"Wait","waitSeconds":1e30} | Submit Poll Look Wait States.QueryEvaluationError | SECONDS
            nocallback; Poll ={"next":"Submit","waitSeconds":-1} | Submit Poll Look Submit Poll Look Persist
            nocallback; Poll ={"next":"Submit","waitSeconds":0} x 6 | Submit Poll Look Submit Poll Look Submit Poll Look Submit Poll Look Submit Poll Look Submit Wait Poll Look Submit Wait Poll Look Persist
            nocallback; Poll ={"next":"Persist","waitSeconds":0} | Submit Poll Look Persist GiveUp
            nocallback; Poll =LARGE | Submit Poll States.DataLimitExceeded | LARGE
            Persist !SourceGone | Submit Persist Poll Look Persist
            Persist !SourceUnavailable x 8 | Submit Persist
            Persist !SourceUnavailable x 9 | Submit Persist Poll Look Persist
            Persist !StoreUnavailable x 8 | Submit Persist
            Persist !StoreUnavailable x 9 | Submit Persist Wait Poll Look Persist
            Persist !x.Unheard | Submit Persist GiveUp
            Persist zzz | Submit Persist Wait Poll Look Persist
            Persist =null | Submit Persist
            Persist =LARGE | Submit Persist States.DataLimitExceeded | LARGE
            Submit !HiapiRefused; GiveUp !x.Unheard x 10 | Submit GiveUp
            Submit !HiapiRefused; GiveUp !x.Unheard x 11 | Submit GiveUp x.Unheard
            Submit !HiapiRefused; GiveUp zzz | Submit GiveUp
            Submit !HiapiRefused; GiveUp zzz x 11 | Submit GiveUp States.Timeout
            Submit !HiapiRefused; GiveUp =null | Submit GiveUp
            Submit !TemporarilyUnavailable; Submit !Lambda.ServiceException x 2; Submit !Runtime.ExitError x 3 | Submit Persist
            nocallback; Poll !TemporarilyUnavailable x 3; Poll !Sandbox.Timedout x 3 | Submit Poll Look Persist
            Persist !Lambda.Unknown x 4; Persist !SourceUnavailable x 4 | Submit Persist
            Persist !SourceUnavailable x 9; Persist !StoreUnavailable x 9 | Submit Persist Poll Look Persist Wait Poll Look Persist
            Submit !HiapiBusy x 20; Submit !TemporarilyUnavailable x 6 | Submit Persist
            Submit !HiapiBusy x 20; Submit !TemporarilyUnavailable x 7 | Submit Wait Poll Look Submit Persist
            Submit !HiapiRefused; GiveUp zzz x 4; GiveUp !x.Unheard x 6 | Submit GiveUp
            Submit !HiapiRefused; GiveUp zzz x 4; GiveUp !x.Unheard x 7 | Submit GiveUp x.Unheard
            """;

    private Paths() {}

    static Stream<Path> all() {
        var rows = new ArrayList<String>(TABLE.lines().toList());
        for (var error : PASSING) {
            rows.add("Submit " + error + " x 7 | Submit Wait Poll Look Submit Persist");
            rows.add("nocallback; Poll " + error + " x 7 | Submit Poll Wait Poll Look Persist");
            rows.add("Persist " + error + " x 9 | Submit Persist Wait Poll Look Persist");
        }
        return rows.stream().map(Paths::read);
    }

    private static Path read(String row) {
        var cells = row.split(" *\\| ");
        var quiet = cells[0].startsWith("nocallback");
        var fates = cells[0].replaceFirst("^nocallback;? ?", "").replace("LARGE", "\"" + "x".repeat(262_144) + "\"");
        return new Path(
                cells[0],
                quiet ? "a cat [[nocallback]]" : "a cat",
                Fate.readAll(fates),
                cells[1],
                cells.length > 2 ? Quirk.valueOf(cells[2]) : null);
    }
}
