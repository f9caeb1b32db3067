package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Which contracts run on another AWS is what the properties name, and without any what is here already. */
class EmulatorNamedTest {

    private static final Optional<String> NO_IMAGE = Optional.of("no image");

    private final Properties given = new Properties();

    private Optional<String> whySkipped(String service) {
        return Emulator.whySkipped(service, given, NO_IMAGE);
    }

    @Test
    void oneServiceThatIsNamedRunsAlone() {
        given.setProperty("aws.endpoint.s3", "http://127.0.0.1:1");
        assertEquals(Optional.empty(), whySkipped("S3"));
        assertEquals(Optional.of("no -Daws.endpoint names DYNAMODB"), whySkipped("DYNAMODB"));
        assertEquals(
                Optional.of("no -Daws.endpoint names STATES"), Emulator.whySkipped("STATES", given, Optional.empty()));
    }

    @Test
    void anEndpointOfAllIsOneOfEach() {
        given.setProperty("aws.endpoint", "http://127.0.0.1:1");
        assertEquals(Optional.empty(), whySkipped("S3"));
        assertEquals(Optional.empty(), whySkipped("STATES"));
    }

    @Test
    void withoutANameItIsTheImageThatIsHereOrNone() {
        assertEquals(NO_IMAGE, whySkipped("S3"));
        assertEquals(Optional.empty(), Emulator.whySkipped("S3", given, Optional.empty()));
    }
}
