package dev.darkroom.visitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.api.Events;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisitorsTest {

    private static final Map<String, String> NONE = Map.of();
    private static final VisitorKeys KEY = VisitorKeys.of("key", Optional.empty());

    private final Visitors local = new Visitors(() -> KEY, Optional::empty);
    private final Visitors behindTheEdge = new Visitors(() -> KEY, () -> Optional.of("origin"));

    private static Visitors with(String keys, Optional<String> hashKey) {
        return new Visitors(() -> VisitorKeys.of(keys, hashKey), Optional::empty);
    }

    private static Visitors.Identity ask(Visitors visitors, String ip, Map<String, String> headers, String... cookies) {
        return visitors.identify(Events.caller(ip, headers, cookies), Optional.empty());
    }

    private static String value(Visitors.Identity known) {
        return known.cookie().split(";")[0];
    }

    @Test
    void aNewcomerGetsACookieAndIsKnownByIt() {
        var first = ask(local, "198.51.100.7", NONE);
        assertTrue(first.cookie().contains("; HttpOnly; SameSite=Lax; Secure"), first.cookie());
        var again = ask(local, "203.0.113.9", NONE, "theme=dark", value(first));
        assertNull(again.cookie());
        assertEquals(first.visitor().id(), again.visitor().id());
        assertNotEquals(first.visitor().address(), again.visitor().address());
    }

    @Test
    void onTheDevelopersOwnMachineTheCookieNeedsNoTls() {
        assertFalse(ask(local, "127.0.0.1", Map.of("host", "localhost:8080"))
                .cookie()
                .contains("Secure"));
        assertTrue(ask(local, "127.0.0.1", Map.of("host", "localhost.example"))
                .cookie()
                .contains("Secure"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"darkroom_visitor=", "darkroom_visitor=abc", "darkroom_visitor=abc.def", "darkroom_visitor=.."})
    void aCookieThatWeDidNotSignIsNobodys(String cookie) {
        assertNotNull(ask(local, "198.51.100.7", NONE, cookie).cookie());
    }

    @Test
    void aCookieSignedWithAnotherKeyIsNobodys() {
        var other = with("another key", Optional.empty());
        assertNotNull(ask(local, "198.51.100.7", NONE, value(ask(other, "198.51.100.7", NONE)))
                .cookie());
    }

    /** The steps of docs/operations.md: believe the new key, sign with it, forget the old one. */
    @Test
    void overARotationEverybodyStaysWhoTheyAre() {
        var hashKey = Optional.of("key");
        var first = ask(local, "198.51.100.7", NONE);
        var believing = with("key,new", hashKey);
        var signing = with("new,key", hashKey);
        var done = with("new", hashKey);
        assertEquals(
                first.visitor(),
                ask(believing, "198.51.100.7", NONE, value(first)).visitor());
        assertNull(ask(believing, "198.51.100.7", NONE, value(first)).cookie(), "the old key still signs");
        var again = ask(signing, "198.51.100.7", NONE, value(first));
        assertEquals(first.visitor(), again.visitor());
        assertNotNull(again.cookie(), "signed again");
        assertNotEquals(value(first), value(again));
        assertEquals(
                first.visitor(),
                ask(believing, "198.51.100.7", NONE, value(again)).visitor(),
                "read by both");
        assertEquals(
                first.visitor(), ask(done, "198.51.100.7", NONE, value(again)).visitor());
        assertNull(ask(done, "198.51.100.7", NONE, value(again)).cookie());
        assertNotEquals(
                first.visitor().id(),
                ask(done, "198.51.100.7", NONE, value(first)).visitor().id(),
                "too late");
        var click = Optional.of("click");
        assertEquals(
                local.taskId(first, click), signing.taskId(first, click), "an Idempotency-Key means the same task");
    }

    @Test
    void withoutAHashingKeyTheOldestOneHashes() {
        var first = ask(local, "198.51.100.7", NONE);
        assertEquals(
                first.visitor(),
                ask(with("new, key", Optional.empty()), "198.51.100.7", NONE, value(first))
                        .visitor());
    }

    @Test
    void whileTheOriginsSecretIsRotatedBothAreTaken() {
        var both = new Visitors(() -> KEY, () -> Optional.of("origin,next"));
        for (var secret : new String[] {"origin", "next"}) {
            assertTrue(both.isFromEdge(Events.caller("198.51.100.7", Map.of("x-darkroom-origin", secret))));
        }
        var neither = Events.caller("198.51.100.7", Map.of("x-darkroom-origin", "origin,next"));
        assertFalse(both.isFromEdge(neither));
    }

    @Test
    void aForgedForwardedForChangesNothing() {
        var honest = ask(local, "198.51.100.7", NONE).visitor().address();
        var forged = Map.of("x-forwarded-for", "203.0.113.9", "x-darkroom-viewer-address", "203.0.113.9");
        assertEquals(honest, ask(local, "198.51.100.7", forged).visitor().address());
    }

    @Test
    void anIpv6HouseholdIsOneAddress() {
        var one = ask(local, "2001:db8:1:2::1", NONE).visitor().address();
        assertEquals(one, ask(local, "2001:db8:1:2:ffff::9", NONE).visitor().address());
        assertNotEquals(one, ask(local, "2001:db8:1:3::1", NONE).visitor().address());
    }

    @Test
    void whatIsStoredTellsNoAddress() {
        var visitor = ask(local, "198.51.100.7", NONE).visitor();
        assertFalse(visitor.toString().contains("198.51"));
    }

    @Test
    void theSameClickTwiceWithoutACookieIsOneVisitor() {
        var call = Events.caller("198.51.100.7", NONE);
        var key = Optional.of("click-1");
        var first = local.identify(call, key);
        var second = local.identify(call, key);
        assertEquals(first, second);
        assertEquals(local.taskId(first, key), local.taskId(second, key));
        var other = local.identify(call, Optional.of("click-2"));
        assertNotEquals(first.visitor().id(), other.visitor().id());
    }

    @Test
    void aKeyIsTheVisitorsOwn() {
        var key = Optional.of("click-1");
        var one = ask(local, "198.51.100.7", NONE);
        var known = ask(local, "198.51.100.7", NONE, value(one));
        var other = ask(local, "198.51.100.7", NONE, value(ask(local, "198.51.100.7", NONE)));
        assertNotEquals(local.taskId(known, key), local.taskId(other, key));
        assertTrue(local.taskId(known, key).matches("[a-z2-7]{32}"));
        assertNotEquals(local.taskId(known, Optional.empty()), local.taskId(known, Optional.empty()));
    }

    @Test
    void behindTheEdgeOnlyWhatTheEdgeSaysCounts() {
        var headers = Map.of("x-darkroom-origin", "origin", "x-darkroom-viewer-address", "203.0.113.9");
        var call = Events.caller("198.51.100.7", headers);
        assertTrue(behindTheEdge.isFromEdge(call));
        var direct = ask(local, "203.0.113.9", NONE).visitor().address();
        assertEquals(
                direct, behindTheEdge.identify(call, Optional.empty()).visitor().address());
    }

    @Test
    void whoGoesRoundTheEdgeIsRefused() {
        for (var secret : new String[] {"", "wrong", "ORIGIN"}) {
            var call = Events.caller("198.51.100.7", Map.of("x-darkroom-origin", secret));
            assertFalse(behindTheEdge.isFromEdge(call));
        }
    }

    @Test
    void aLoginIsTheVisitorWhereverItComesFrom() {
        var one = local.identify(Events.caller("alice"), Optional.empty());
        assertNull(one.cookie());
        assertEquals(one, local.identify(Events.caller("alice"), Optional.empty()));
        assertNotEquals(one, local.identify(Events.caller("bob"), Optional.empty()));
        assertNotNull(local.identify(Events.caller(" "), Optional.empty()).cookie(), "no subject is no login");
    }
}
