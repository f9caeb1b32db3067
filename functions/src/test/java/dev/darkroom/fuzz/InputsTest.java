package dev.darkroom.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputsTest {

    @Test
    void whatFailedComesAgainFromItsSeed() {
        var first = new ArrayList<String>();
        var failure = assertThrows(AssertionError.class, () -> failAtTheTenth(first));
        var told = failure.getMessage();
        assertTrue(told.matches("-Dinputs\\.seed=-?\\d+, try 10: it broke"), told);
        var before = System.setProperty("inputs.seed", told.substring(told.indexOf('=') + 1, told.indexOf(',')));
        try {
            var again = new ArrayList<String>();
            assertEquals(
                    told,
                    assertThrows(AssertionError.class, () -> failAtTheTenth(again))
                            .getMessage());
            assertEquals(first, again);
        } finally {
            if (before == null) {
                System.clearProperty("inputs.seed");
            } else {
                System.setProperty("inputs.seed", before);
            }
        }
    }

    private static void failAtTheTenth(List<String> seen) {
        Inputs.forAll(20, inputs -> {
            seen.add(inputs.text(30)
                    + inputs.bytes(9).length
                    + inputs.text("ab", 9)
                    + inputs.between(1, 99)
                    + inputs.oneOf(1, 2, 3)
                    + inputs.percent(50)
                    + inputs.list(3, () -> inputs.between(0, 9)));
            if (seen.size() == 10) {
                throw new IllegalStateException("it broke");
            }
        });
    }

    @Test
    void bothEndsAreAmongThem() {
        var seen = new ArrayList<Integer>();
        Inputs.forAll(1000, inputs -> seen.add(inputs.between(-3, 1_000_000)));
        assertTrue(seen.contains(-3) && seen.contains(1_000_000));
        assertTrue(seen.stream().allMatch(each -> each >= -3 && each <= 1_000_000));
    }
}
