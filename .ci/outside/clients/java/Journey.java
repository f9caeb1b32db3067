import darkroom.ApiClient;
import darkroom.ApiException;
import darkroom.api.FilesApi;
import darkroom.api.ImagesApi;
import darkroom.api.SiteApi;
import darkroom.api.UploadsApi;
import darkroom.model.Accepted;
import darkroom.model.NewTask;
import darkroom.model.NewUpload;
import darkroom.model.Problem;
import darkroom.model.Status;
import darkroom.model.Task;
import darkroom.model.UploadType;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;

/** The whole journey by the client that openapi-generator makes: Journey SITE LIMITED-SITE. */
final class Journey {

    /** A call that is to be refused. */
    private interface Call {
        void make() throws Exception;
    }

    private final String site;
    private final ApiClient client;
    private final ImagesApi images;

    private Journey(String site) {
        this.site = site;
        this.client = new ApiClient();
        client.updateBaseUri(site);
        client.setHttpClientBuilder(HttpClient.newBuilder().cookieHandler(new CookieManager()));
        this.images = new ImagesApi(client);
    }

    public static void main(String[] sites) throws Exception {
        new Journey(sites[0]).go();
        new Journey(sites[1]).useUp();
    }

    private void go() throws Exception {
        var quota = new SiteApi(client).getQuota();
        expect(quota.getLimit() == null && quota.getRemaining() == null, quota);
        var made = make();
        for (var task : made) {
            checkFile(task);
        }
        var ids = made.stream().map(Task::getTaskId).toList();
        expect(listed().equals(ids.reversed()), ids);
        beRefused();
        expect(images.deleteTaskWithHttpInfo(ids.getFirst()).getStatusCode() == 204, ids);
        refused(404, "not_found", () -> images.getTask(ids.getFirst()));
    }

    private List<Task> make() throws Exception {
        var catalogue = new SiteApi(client).listModels();
        var model = catalogue.getModels().stream()
                .filter(each -> each.getId().equals(catalogue.getDefault()))
                .findFirst()
                .orElseThrow();
        var price = model.getPrices().getFirst();
        expect(price.getUsd() != null, price);
        var key = UUID.randomUUID().toString();
        var body = new NewTask()
                .prompt("A brass kettle")
                .model(model.getId())
                .aspectRatio(model.getAspectRatios().getFirst())
                .resolution(price.getResolution());
        var first = accepted(body, key, 202);
        expect(accepted(body, key, 200).getTaskId().equals(first.getTaskId()), first);
        refused(422, "idempotency_key_reused", () -> images.createTask(new NewTask().prompt("A copper kettle"), key));
        var again = accepted(new NewTask().prompt("The same in oil").references(List.of(upload())), key + "-again", 202);
        return List.of(waitFor(first.getTaskId()), waitFor(again.getTaskId()));
    }

    private Accepted accepted(NewTask body, String key, int status) throws Exception {
        var answer = images.createTaskWithHttpInfo(body, key);
        var task = answer.getData();
        expect(answer.getStatusCode() == status, answer.getStatusCode());
        expect(answer.getHeaders().get("location").equals(List.of("/api/images/" + task.getTaskId())), task);
        expect(answer.getHeaders().get("retry-after").equals(List.of(task.getRetryAfter().toString())), task);
        return task;
    }

    private Task waitFor(String id) throws Exception {
        while (true) {
            var task = images.getTask(id);
            if (task.getStatus() == Status.SUCCESS || task.getStatus() == Status.FAIL) {
                return task;
            }
            Thread.sleep(task.getRetryAfter() * 1000L);
        }
    }

    private String upload() throws Exception {
        var file = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY), "png", file);
        var body = new NewUpload().contentType(UploadType.IMAGE_PNG).bytes((long) file.size());
        var opened = new UploadsApi(client).createUpload(body);
        var request = HttpRequest.newBuilder(opened.getUrl())
                .method(opened.getMethod(), BodyPublishers.ofByteArray(file.toByteArray()));
        opened.getHeaders().forEach(request::header);
        var put = client.getHttpClient().send(request.build(), BodyHandlers.ofString());
        expect(put.statusCode() < 300, put.body());
        return opened.getUploadId();
    }

    private void checkFile(Task task) throws Exception {
        expect(task.getStatus() == Status.SUCCESS && task.getError() == null, task);
        var request = HttpRequest.newBuilder(URI.create(task.getUrl())).build();
        var whole = client.getHttpClient().send(request, BodyHandlers.ofByteArray()).body();
        expect(task.getOutputs().getFirst().getBytes() == whole.length, task);
        var file = task.getUrl().substring(task.getUrl().lastIndexOf('/') + 1);
        var part = new FilesApi(client).getFile(file, "bytes=0-9", null);
        expect(Arrays.equals(Files.readAllBytes(part.toPath()), Arrays.copyOf(whole, 10)), part);
    }

    private List<String> listed() throws Exception {
        var ids = new ArrayList<String>();
        String cursor = null;
        do {
            var page = images.listTasks(1, cursor);
            page.getTasks().forEach(task -> ids.add(task.getTaskId()));
            cursor = page.getNextCursor();
        } while (cursor != null);
        return ids;
    }

    private void beRefused() throws Exception {
        refused(404, "not_found", () -> images.getTask("a".repeat(32)));
        refused(413, "too_large", () -> images.createTask(new NewTask().prompt("x".repeat(600_000)), null));
        var empty = refused(422, "invalid_request", () -> images.createTask(new NewTask().prompt(""), null));
        expect(empty.getErrors().getFirst().getField().equals("prompt"), empty);
        refused(400, "malformed_json", () -> send("POST", "/api/images", "{", "application/json"));
        refused(405, "method_not_allowed", () -> send("PUT", "/api/models", "", "text/plain"));
        refused(415, "unsupported_media_type", () -> send("POST", "/api/images", "{}", "text/plain"));
    }

    /** What a generated client cannot say. */
    private void send(String method, String path, String body, String type) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(site + path))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", type);
        var answer = client.getHttpClient().send(request.build(), BodyHandlers.ofString());
        throw new ApiException(answer.statusCode(), path, answer.headers(), answer.body());
    }

    private Problem refused(int status, String code, Call call) throws Exception {
        try {
            call.make();
        } catch (ApiException e) {
            var problem = client.getObjectMapper().readValue(e.getResponseBody(), Problem.class);
            expect(e.getCode() == status && problem.getStatus() == status && problem.getCode().equals(code), problem);
            expect(!problem.getRequestId().isEmpty(), problem);
            if (status == 429) {
                expect(Integer.parseInt(e.getResponseHeaders().firstValue("Retry-After").orElseThrow()) > 0, problem);
            }
            return problem;
        }
        throw new AssertionError("not refused with " + code);
    }

    private void useUp() throws Exception {
        accepted(new NewTask().prompt("The only one"), UUID.randomUUID().toString(), 202);
        refused(429, "daily_limit_reached", () -> images.createTask(new NewTask().prompt("One too many"), null));
        var quota = new SiteApi(client).getQuota();
        expect(quota.getLimit() == 1 && quota.getUsed() == 1 && quota.getRemaining() == 0, quota);
    }

    private static void expect(boolean holds, Object what) {
        if (!holds) {
            throw new AssertionError("not as described: " + what);
        }
    }
}
