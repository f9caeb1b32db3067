package dev.darkroom.local;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.darkroom.Live;
import dev.darkroom.api.CreateTask;
import dev.darkroom.api.CreateUpload;
import dev.darkroom.api.DeleteTask;
import dev.darkroom.api.GetQuota;
import dev.darkroom.api.GetTask;
import dev.darkroom.api.HiapiCallback;
import dev.darkroom.api.ListModels;
import dev.darkroom.api.ListTasks;
import dev.darkroom.api.NotFound;
import dev.darkroom.site.PublishSite;
import dev.darkroom.steps.GiveUp;
import dev.darkroom.steps.Persist;
import dev.darkroom.steps.Poll;
import dev.darkroom.steps.Repair;
import dev.darkroom.steps.Submit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/** Every function by its name, made as Lambda's bare constructors make them, but from settings of our own. */
final class Functions {

    /** Of each function. A thousand tasks that wake at once would not fit into a laptop's memory. */
    private static final int AT_ONCE = 50;

    private final Map<String, Lambda> byName = new LinkedHashMap<>();

    private final IntSupplier millisLeft;

    private Functions(IntSupplier millisLeft) {
        this.millisLeft = millisLeft;
    }

    static Map<String, Lambda> of(Live live) {
        return of(live, () -> LocalContext.NO_HURRY);
    }

    /** @param millisLeft what each is told of how long it may still take, in milliseconds */
    static Map<String, Lambda> of(Live live, IntSupplier millisLeft) {
        var all = new Functions(millisLeft);
        all.addApi(live);
        all.addSteps(live);
        return all.byName;
    }

    private void addApi(Live live) {
        add(new CreateTask(live));
        add(new ListTasks(live));
        add(new GetTask(live));
        add(new DeleteTask(live));
        add(new ListModels(live));
        add(new GetQuota(live));
        add(new CreateUpload(live));
        add(new HiapiCallback(live));
        add(new NotFound(live));
    }

    private void addSteps(Live live) {
        add(new Submit(live));
        add(new Poll(live));
        add(new Persist(live));
        add(new GiveUp(live));
        add(new Repair(live));
        add(new PublishSite(live));
    }

    /** A function bears its class's name. */
    private void add(RequestHandler<?, ?> handler) {
        var name = handler.getClass().getSimpleName();
        byName.put(name, new LimitedLambda(HandlerLambda.of(name, handler, millisLeft), AT_ONCE));
    }
}
