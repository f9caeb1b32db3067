package dev.darkroom.local;

import java.util.Map;
import java.util.Optional;

/** What the owner of a site does about a task that failed; visitors are told other things. */
final class OwnerAdvice {

    private static final String WRONG_ADDRESS =
            "What answers at HIAPI_BASE_URL does not answer as HiAPI does. Without that setting it is https://api.hiapi.ai/v1.";

    /** By the failure's code: all that only an owner can put right. */
    private static final Map<String, String> BY_CODE = Map.of(
            "provider_auth", "HiAPI refuses the key: restart with a valid HIAPI_API_KEY.",
            "provider_balance", "The account's balance is used up: top it up in HiAPI's console.",
            "provider_permission", "This key has no permission for that: check it in HiAPI's console.",
            "provider_not_found", WRONG_ADDRESS,
            "provider_unexpected", WRONG_ADDRESS,
            "provider_format", WRONG_ADDRESS,
            "provider_key_mismatch", "HiAPI has another request with this id: make the picture again.",
            "provider_unreachable", "Nobody answered: check HIAPI_BASE_URL and the network, and try again.");

    private OwnerAdvice() {}

    /** A sentence or two; empty where what the visitor is told says it all. */
    static Optional<String> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }
}
