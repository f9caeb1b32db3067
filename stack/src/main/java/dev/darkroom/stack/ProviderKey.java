package dev.darkroom.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The provider's API key: asked for unseen, kept in a secret of the stack, and never on a command line. */
final class ProviderKey {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Account account;
    private final Terminal terminal;

    ProviderKey(Account account, Terminal terminal) {
        this.account = account;
        this.terminal = terminal;
    }

    boolean isMissing(Stack stack) {
        return read(stack.requireOutput("HiapiSecretArn"))
                .path("apiKey")
                .asText()
                .isEmpty();
    }

    void put(Stack stack) {
        var id = stack.requireOutput("HiapiSecretArn");
        var secret = read(id);
        var key = terminal.askUnseen("The provider's API key (not shown as you type; Enter leaves it unchanged): ")
                .map(String::strip)
                .orElse("");
        if (key.isEmpty()) {
            terminal.say("Key unchanged.");
            return;
        }
        // What the functions take for a key: printable ASCII, which a header can carry, and no space.
        if (!key.matches("[!-~]+")) {
            throw new DeployFailed(
                    "A key has no spaces and only ASCII characters: copy it again, and run ./deploy --key.");
        }
        account.putSecret(id, secret.put("apiKey", key).toString());
        terminal.say("Key saved. The functions use it within five minutes.");
    }

    /** Every other field stays as it is. A secret that has no value yet is an empty one. */
    private ObjectNode read(String id) {
        try {
            if (JSON.readTree(account.readSecret(id).orElse("{}")) instanceof ObjectNode secret) {
                return secret;
            }
        } catch (JsonProcessingException e) {
            // Said below, without what the secret holds.
        }
        throw new DeployFailed(
                "The secret " + id + " is not a JSON object such as {\"apiKey\": \"...\"}: correct or empty it.");
    }
}
