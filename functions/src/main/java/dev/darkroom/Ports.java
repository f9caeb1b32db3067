package dev.darkroom;

import dev.darkroom.admission.Breaker;
import dev.darkroom.admission.Gate;
import dev.darkroom.media.EdgeCache;
import dev.darkroom.media.Media;
import dev.darkroom.media.Uploads;
import dev.darkroom.task.Flow;
import dev.darkroom.task.Tasks;

/** Everything outside of the functions that they keep things in: in AWS {@link AwsPorts}, in some tests the memory. */
public interface Ports {

    Tasks tasks();

    Flow flow();

    Gate gate();

    Breaker breaker();

    Media media();

    Uploads uploads();

    EdgeCache edgeCache();
}
