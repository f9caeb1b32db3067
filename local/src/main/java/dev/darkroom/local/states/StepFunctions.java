package dev.darkroom.local.states;

import dev.darkroom.local.Lambda;
import dev.darkroom.local.Timeline;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Step Functions on a laptop: runs Standard machines written in JSONata, and speaks the service's own protocol at
 * {@link #endpoint}, so that the AWS SDK's client works against it. Executions survive {@code kill -9}.
 *
 * <p>Order of use: {@code open}, {@code create}, {@code onEnded}, and {@code resume} once the functions can be called.
 */
public final class StepFunctions implements AutoCloseable {

    private final Path folder;
    private final Timeline timeline;
    private final RandomGenerator random;
    private final Map<String, Lambda> functions;
    private final List<Consumer<ExecutionEnded>> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Executions> machines = new ConcurrentHashMap<>();
    private final StatesEndpoint endpoint;

    private StepFunctions(Path folder, Timeline timeline, RandomGenerator random, Map<String, Lambda> functions) {
        this.folder = folder;
        this.timeline = timeline;
        this.functions = functions;
        // Most generators may not be shared between threads.
        this.random = () -> {
            synchronized (random) {
                return random.nextLong();
            }
        };
        endpoint = new StatesEndpoint(new Actions(machines, timeline, this.random));
    }

    /**
     * @param folder where executions are kept; null for in memory only
     * @param timeline the one clock
     * @param random for jitter and tokens; may be seeded
     * @param functions by what a definition's FunctionName says; looked up at each call, so it may be filled later
     */
    public static StepFunctions open(
            Path folder, Timeline timeline, RandomGenerator random, Map<String, Lambda> functions) {
        return new StepFunctions(folder, timeline, random, functions);
    }

    /**
     * Adds a machine, with the executions that an earlier process left in the folder.
     *
     * @param definition Amazon States Language, JSON
     * @param substitutions for each <code>${Name}</code> in it, as CloudFormation's DefinitionSubstitutions
     * @return the machine's ARN
     * @throws DefinitionRefused when the definition is wrong, or says more than is understood here
     */
    public String create(String machineName, String definition, Map<String, String> substitutions) {
        if (!ExecutionNames.isName(machineName)) {
            throw new IllegalArgumentException("no name for a machine: " + machineName);
        }
        var machine = MachineReader.read(machineName, definition, substitutions);
        var journal = folder == null ? new MemoryJournal() : new FolderJournal(folder.resolve(machineName));
        var executions = new Executions(machine, journal, timeline, random, functions, listeners);
        if (machines.putIfAbsent(machineName, executions) != null) {
            throw new IllegalArgumentException("there is a machine of this name: " + machineName);
        }
        return machine.arn();
    }

    /** Takes up the executions that an earlier process left: calls, waits and timeouts go on. Call it once. */
    public void resume() {
        machines.values().forEach(Executions::resume);
    }

    /**
     * Tells of each execution's end, whichever it is, as EventBridge would: at least once, also across a crash, and
     * again later when the listener throws. Register before {@link #resume}.
     */
    public void addListener(Consumer<ExecutionEnded> listener) {
        listeners.add(listener);
    }

    /** Where the service's protocol is spoken, on the loopback address only. */
    public URI endpoint() {
        return endpoint.uri();
    }

    /** How many states the execution has entered so far. */
    public int transitions(String executionName) {
        return holder(executionName).find(executionName).orElseThrow().transitions();
    }

    /** Ends the execution as ABORTED, unless it has ended already. */
    public void stop(String executionName) {
        holder(executionName).stop(executionName, null, null);
    }

    private Executions holder(String executionName) {
        return machines.values().stream()
                .filter(executions -> executions.find(executionName).isPresent())
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no execution " + executionName));
    }

    /** Stops at once. What is under way is taken up by the next process, as after a crash. */
    @Override
    public void close() {
        endpoint.close();
        machines.values().forEach(Executions::close);
    }
}
