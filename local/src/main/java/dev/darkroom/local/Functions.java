package dev.darkroom.local;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.darkroom.Live;
import dev.darkroom.api.CreateTask;
import dev.darkroom.api.DeleteTask;
import dev.darkroom.api.GetQuota;
import dev.darkroom.api.GetTask;
import dev.darkroom.api.HiapiCallback;
import dev.darkroom.api.ListModels;
import dev.darkroom.api.ListTasks;
import dev.darkroom.api.NotFound;
import dev.darkroom.steps.GiveUp;
import dev.darkroom.steps.Persist;
import dev.darkroom.steps.Poll;
import dev.darkroom.steps.Submit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every function by its name, made by the constructors that Lambda's bare ones call, from settings of our own. */
final class Functions {

    private final Map<String, Lambda> byName = new LinkedHashMap<>();

    private Functions() {}

    static Map<String, Lambda> of(Live live) {
        var all = new Functions();
        all.addApi(live);
        all.addSteps(live);
        return all.byName;
    }

    private void addApi(Live live) {
        var tasks = live.tasks();
        var visitors = live.visitors();
        var terms = live.terms();
        var clock = live.clock();
        add(new CreateTask(live.catalog(), tasks, live.flow(), visitors, terms, clock));
        add(new ListTasks(tasks, visitors, live.mediaBase(), clock));
        add(new GetTask(tasks, visitors, live.mediaBase(), clock));
        add(new DeleteTask(tasks, live.media(), visitors, clock));
        add(new ListModels(live.catalog(), visitors, terms.maxPrompt()));
        add(new GetQuota(tasks, visitors, terms.allowance(), clock));
        add(new HiapiCallback(tasks, live.flow(), visitors, live.callbackSecret(), clock));
        add(new NotFound(visitors));
    }

    private void addSteps(Live live) {
        var tasks = live.tasks();
        var clock = live.clock();
        add(new Submit(tasks, live.flow(), live.hiapi(), clock));
        add(new Poll(tasks, live.hiapi(), clock, live.random()));
        add(new Persist(tasks, live.copy(), live.media(), clock));
        add(new GiveUp(tasks, clock));
    }

    /** A function bears its class's name. */
    private void add(RequestHandler<?, ?> handler) {
        var name = handler.getClass().getSimpleName();
        byName.put(name, HandlerLambda.of(name, handler));
    }
}
