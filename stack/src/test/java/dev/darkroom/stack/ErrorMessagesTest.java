package dev.darkroom.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The SDK's own failures, over the wire where they come from there, as the person who ran ./deploy reads them. */
class ErrorMessagesTest {

    private static final AwsCredentialsProvider KEYS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"));

    private record Answer(int status, String body) {}

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var answer = answers.size() > 1 ? answers.poll() : answers.peek();
            var body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/xml");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private Account account(int port) {
        var endpoint = URI.create("http://127.0.0.1:" + port);
        return ErrorMessages.told(
                new AwsAccount(AwsClients.in("eu-central-1", Map.of("AWS_ENDPOINT_URL", ""), KEYS, endpoint)));
    }

    private Account account() {
        return account(server.getAddress().getPort());
    }

    private static Answer refusal(int status, String code, String message) {
        return new Answer(
                status,
                "<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error><RequestId>r</RequestId></ErrorResponse>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | ExpiredToken | The security token included in the request is expired | have expired: run aws sso login",
                "403 | InvalidClientTokenId | The security token is invalid. | AWS does not know these credentials",
                "403 | SignatureDoesNotMatch | The signature does not match. | AWS does not know these credentials",
                "403 | AccessDenied | User x is not authorized to perform y | You may not do this in Sts: User x is not",
                "400 | InvalidRequestException | It is currently marked deleted. | restore-secret --secret-id NAME restores it",
                "400 | ValidationError | The name is odd | Sts returned an error (ValidationError): The name is odd"
            })
    void eachRefusalHasItsSentence(int status, String code, String message, String sentence) {
        answers.add(refusal(status, code, message));
        var stop = assertThrows(DeployFailed.class, () -> account().readIdentity());
        assertTrue(stop.getMessage().contains(sentence), stop.getMessage());
        assertFalse(stop.getMessage().contains("\n"));
    }

    @Test
    void anAccountThatCannotBeReachedIsNotOneThatDoesNotKnowUs() throws IOException {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        var stop = assertThrows(DeployFailed.class, () -> account(closed).readIdentity());
        assertTrue(
                stop.getMessage().startsWith("AWS cannot be reached from here (ConnectException"), stop.getMessage());
    }

    @Test
    void withoutCredentialsItSaysHowToComeByThem() {
        var none = SdkClientException.create("Unable to load credentials from any of the providers in the chain");
        assertTrue(ErrorMessages.of(none).startsWith("There are no AWS credentials here: run aws configure"));
        var old = SdkClientException.create("Token is expired");
        assertTrue(ErrorMessages.of(old).startsWith("Your sign-in at AWS has expired: run aws sso login"));
    }

    @Test
    void aStackThatIsNotThereIsAnAnswerAndAnyOtherRefusalIsNot() {
        answers.add(refusal(400, "ValidationError", "Stack with id darkroom does not exist"));
        assertTrue(account().findStack("darkroom").isEmpty());
        answers.clear();
        answers.add(refusal(400, "ValidationError", "1 validation error detected"));
        assertThrows(DeployFailed.class, () -> account().findStack("darkroom"));
        answers.clear();
        answers.add(refusal(403, "AccessDenied", "no"));
        assertThrows(DeployFailed.class, () -> account().findStack("darkroom"));
    }

    @Test
    void aCallThatIsThrottledIsTriedAgain() {
        answers.add(refusal(400, "Throttling", "Rate exceeded"));
        answers.add(refusal(503, "ServiceUnavailable", "later"));
        answers.add(new Answer(200, """
                <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
                <Arn>arn:aws:iam::1:user/a</Arn><UserId>u</UserId><Account>1</Account>
                </GetCallerIdentityResult></GetCallerIdentityResponse>"""));
        assertEquals("1", account().readIdentity().account());
        assertEquals(3, asked.size());
    }
}
