package dev.darkroom.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.local.Caller;
import dev.darkroom.local.hiapi.SimulatedHiapi;
import dev.darkroom.local.hiapi.SimulatedJob;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Judges each task of the soak by what its fault allows, and by the provider's own book. */
final class ChaosVerdict {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int READS = 4;

    private final SimulatedHiapi provider;
    private final Caller visitor;
    private final String key;
    private final Map<String, SimulatedJob> jobs;
    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    private final AtomicInteger successes = new AtomicInteger();
    private final AtomicInteger submitted = new AtomicInteger();
    private final AtomicInteger identical = new AtomicInteger();

    ChaosVerdict(SimulatedHiapi provider, Caller visitor, String key) {
        this.provider = provider;
        this.visitor = visitor;
        this.key = key;
        this.jobs = provider.jobs().stream().collect(Collectors.toMap(SimulatedJob::key, Function.identity()));
    }

    int successes() {
        return successes.get();
    }

    int submitted() {
        return submitted.get();
    }

    int identical() {
        return identical.get();
    }

    /** What is wrong with a task; nothing, if all is well. Several may be judged at once. */
    Optional<String> faults(JsonNode task, Fault fault) {
        var id = task.path("taskId").asText();
        var wrong = new ArrayList<String>();
        var status = task.path("status").asText();
        if (!status.equals(fault.succeeds() ? "success" : "fail")) {
            wrong.add("ended as " + status);
        }
        if (provider.billed(id) != (fault.billed() ? 1 : 0)) {
            wrong.add("was billed " + provider.billed(id) + " times");
        }
        submitted.addAndGet(fault.billed() ? 1 : 0);
        if (status.equals("success")) {
            successes.incrementAndGet();
            if (isTheProviders(task, id)) {
                identical.incrementAndGet();
            } else {
                wrong.add("has another picture");
            }
        }
        return wrong.isEmpty() ? Optional.empty() : Optional.of(id + " " + fault + ": " + wrong + " " + task);
    }

    private boolean isTheProviders(JsonNode task, String id) {
        try {
            var path = URI.create(task.path("url").asText()).getPath();
            var ours = visitor.get(path);
            return ours.status() == 200 && originals(id).stream().anyMatch(bytes -> Arrays.equals(bytes, ours.bytes()));
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The job's outputs as the provider serves them now. */
    private List<byte[]> originals(String taskId) throws IOException, InterruptedException {
        var ask = HttpRequest.newBuilder(URI.create(
                        provider.baseUrl() + "/tasks/" + jobs.get(taskId).id()))
                .header("Authorization", "Bearer " + key)
                .build();
        var originals = new ArrayList<byte[]>();
        for (var output : output(ask)) {
            var url = HttpRequest.newBuilder(URI.create(output.path("url").asText()))
                    .build();
            originals.add(http.send(url, BodyHandlers.ofByteArray()).body());
        }
        return originals;
    }

    /** Reads that go wrong by a mark are over after a few. */
    private JsonNode output(HttpRequest ask) throws IOException, InterruptedException {
        for (var read = 0; read < READS; read++) {
            var answer = http.send(ask, BodyHandlers.ofString()).body();
            if (answer.startsWith("{")) {
                var output = JSON.readTree(answer).path("data").path("output");
                if (!output.isMissingNode()) {
                    return output;
                }
            }
        }
        throw new IOException("the provider does not say where the job's outputs are");
    }
}
