package dev.darkroom.stack;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Puts what the SDK throws into words: the one place where a call that failed becomes a sentence. */
final class ErrorMessages {

    /** Keys that are known and too old. Source: AWS's "Common errors" of the services' API references. */
    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");

    private static final Set<String> UNKNOWN_KEYS = Set.of(
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "InvalidSignatureException",
            "AuthFailure",
            "IncompleteSignature");

    private ErrorMessages() {}

    /** The same account, whose failures are a {@link DeployFailed}. */
    static Account told(Account account) {
        return (Account) Proxy.newProxyInstance(
                Account.class.getClassLoader(), new Class<?>[] {Account.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(account, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() instanceof SdkException failure
                                ? new DeployFailed(of(failure), failure)
                                : e.getCause();
                    }
                });
    }

    static String of(SdkException failure) {
        if (failure instanceof AwsServiceException refused && refused.awsErrorDetails() != null) {
            return service(refused);
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException
                    || cause instanceof ConnectException
                    || cause instanceof SocketTimeoutException
                    || cause instanceof SocketException
                    || cause instanceof SSLException
                    || cause instanceof ApiCallTimeoutException
                    || cause instanceof ApiCallAttemptTimeoutException) {
                return "AWS cannot be reached from here (" + cause.getClass().getSimpleName() + ": "
                        + oneLine(cause.getMessage()) + "): check the network, and the region's name.";
            }
        }
        var text = oneLine(failure.getMessage());
        var lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("token") && lower.contains("expired") || lower.contains("sso session")) {
            return "Your sign-in at AWS has expired: run aws sso login (or aws login), and run ./deploy again.";
        }
        if (lower.contains("unable to load credentials")) {
            return "There are no AWS credentials here: run aws configure or aws sso login (or set AWS_PROFILE), and run"
                    + " ./deploy again.";
        }
        return "Asking AWS failed: " + text;
    }

    private static String service(AwsServiceException refused) {
        var code = String.valueOf(refused.awsErrorDetails().errorCode());
        var service = refused.awsErrorDetails().serviceName();
        var message = oneLine(refused.awsErrorDetails().errorMessage());
        if (EXPIRED.contains(code)) {
            return "Your AWS credentials have expired: run aws sso login (or aws login, or get new keys), and run ./deploy"
                    + " again.";
        }
        if (UNKNOWN_KEYS.contains(code)) {
            return "AWS does not know these credentials (" + code
                    + "): run aws configure or aws sso login (or set AWS_PROFILE), and run ./deploy again.";
        }
        if (code.startsWith("AccessDenied")
                || code.startsWith("UnauthorizedOperation")
                || refused.statusCode() == 403) {
            return "You may not do this in " + service + ": " + message;
        }
        // Source: Secrets Manager's API reference, GetSecretValue, InvalidRequestException.
        if (message.contains("marked for deletion") || message.contains("marked deleted")) {
            return "A secret of this stack was deleted. aws secretsmanager list-secrets --include-planned-deletion"
                    + " names it, and aws secretsmanager restore-secret --secret-id NAME restores it. (" + message
                    + ")";
        }
        return service + " returned an error (" + code + "): " + message;
    }

    private static String oneLine(String text) {
        return String.valueOf(text).replaceAll("\\s+", " ").strip();
    }
}
