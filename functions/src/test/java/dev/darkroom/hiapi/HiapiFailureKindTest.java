package dev.darkroom.hiapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** What a visitor reads when HiAPI gives no result. */
class HiapiFailureKindTest {

    @Test
    void eachHasACodeOfItsOwnAndReadsWell() {
        var codes = new HashSet<String>();
        for (var value : HiapiFailureKind.values()) {
            var failure = value.failure();
            assertTrue(codes.add(failure.code()), failure.code() + " is there twice");
            assertTrue(failure.code().matches("[a-z]+(_[a-z]+)*"), failure.code());
            assertTrue(failure.message().matches("[A-Z].* It did not count[.]"), failure.message());
        }
    }

    /** Nobody knows whether an alarm has reached somebody: that the owner was told is promised to nobody. */
    @Test
    void theOwnerIsNamedWhereOnlyTheOwnerCanFixItAndNobodyIsSaidToHaveBeenTold() {
        for (var value : HiapiFailureKind.values()) {
            var failure = value.failure();
            assertEquals(failure.ownersFault(), failure.message().contains("owner"), failure.message());
            assertTrue(!failure.message().contains("told"), failure.message());
        }
    }
}
