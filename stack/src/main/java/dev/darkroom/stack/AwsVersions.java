package dev.darkroom.stack;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The published versions of functions. */
final class AwsVersions {

    private final LambdaClient client;

    AwsVersions(LambdaClient client) {
        this.client = client;
    }

    List<Account.Version> list(String function) {
        var inUse = new HashSet<String>();
        client.listAliasesPaginator(it -> it.functionName(function)).stream()
                .flatMap(page -> page.aliases().stream())
                .forEach(alias -> {
                    inUse.add(alias.functionVersion());
                    Optional.ofNullable(alias.routingConfig())
                            .ifPresent(routes -> inUse.addAll(
                                    routes.additionalVersionWeights().keySet()));
                });
        return client.listVersionsByFunctionPaginator(it -> it.functionName(function)).stream()
                .flatMap(page -> page.versions().stream())
                .map(it -> it.version())
                .filter(version -> !version.equals("$LATEST"))
                .map(version -> new Account.Version(Long.parseLong(version), inUse.contains(version)))
                .toList();
    }

    void delete(String function, long number) {
        client.deleteFunction(it -> it.functionName(function).qualifier(String.valueOf(number)));
    }
}
