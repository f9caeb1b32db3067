package dev.darkroom.hiapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The failure table. */
class ErrorClassifierTest {

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(nullValues = "-", textBlock = """
            400, '',                      request_refused
            400, INVALID_REQUEST,         request_refused
            400, TASK_FAILED,             request_refused
            400, SOMETHING_NEW,           request_refused
            400, MODEL_UNAVAILABLE,       model_unavailable
            400, INPUT_TOO_LARGE,         request_too_large
            400, INSUFFICIENT_QUOTA,      provider_balance
            400, STORAGE_UNAVAILABLE,     busy
            401, '',                      provider_auth
            401, PERMISSION_DENIED,       provider_auth
            402, '',                      provider_balance
            402, INSUFFICIENT_QUOTA,      provider_balance
            403, '',                      provider_permission
            403, PERMISSION_DENIED,       provider_permission
            403, INSUFFICIENT_QUOTA,      provider_balance
            404, '',                      provider_not_found
            404, MODEL_UNAVAILABLE,       model_unavailable
            405, '',                      provider_unexpected
            408, '',                      busy
            409, IDEMPOTENCY_KEY_PROCESSING, busy
            409, '',                      busy
            409, IDEMPOTENCY_KEY_MISMATCH, provider_key_mismatch
            410, '',                      provider_unexpected
            413, '',                      request_too_large
            415, '',                      provider_format
            422, IDEMPOTENCY_KEY_MISMATCH, provider_key_mismatch
            422, '',                      provider_key_mismatch
            422, INVALID_REQUEST,         request_refused
            425, '',                      busy
            429, '',                      busy
            429, RATE_LIMIT_EXCEEDED,     busy
            429, INSUFFICIENT_QUOTA,      provider_balance
            200, '',                      busy
            301, '',                      provider_unexpected
            307, '',                      provider_unexpected
            500, '',                      busy
            501, '',                      busy
            502, '',                      busy
            503, '',                      busy
            503, MODEL_UNAVAILABLE,       busy
            504, '',                      busy
            529, '',                      busy
            """)
    void onAnswers(int status, String code, String outcome) {
        var verdict = ErrorClassifier.onAnswer(status, code, Optional.empty());
        if (outcome.equals("busy")) {
            assertInstanceOf(HiapiBusy.class, verdict);
        } else {
            assertEquals(
                    outcome,
                    assertInstanceOf(HiapiRefused.class, verdict).failure().code());
            assertEquals(outcome, verdict.getMessage());
        }
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "fail, TASK_FAILED, generation_failed, true",
        "fail, '', generation_failed, true",
        "fail, SOMETHING_NEW, generation_failed, true",
        "failed, MODEL_ERROR, generation_failed, true",
        "error, PROVIDER_ERROR, generation_failed, true",
        "fail, TASK_TIMEOUT, provider_timeout, true",
        "timeout, '', provider_timeout, true",
        "fail, MODEL_UNAVAILABLE, model_unavailable, false",
        "fail, STORAGE_UNAVAILABLE, provider_storage, true",
        "fail, INSUFFICIENT_QUOTA, provider_balance, false",
        "fail, INVALID_REQUEST, request_refused, false",
        "fail, UNSUPPORTED_FORMAT, request_refused, false",
        "fail, INPUT_TOO_LARGE, request_too_large, false",
        "cancelled, '', provider_cancelled, true",
        "canceled, '', provider_cancelled, true"
    })
    void onJobs(String status, String code, String refusal, boolean billable) {
        assertEquals(refusal, ErrorClassifier.onJob(status, code).code());
        assertEquals(billable, ErrorClassifier.onJob(status, code).billable());
    }

    @Test
    void aConflictIsWorthFiveSecondsUnlessItSaysOtherwise() {
        assertEquals(Optional.of(Duration.ofSeconds(5)), wait(409, Optional.empty()));
        assertEquals(Optional.of(Duration.ofSeconds(2)), wait(409, Optional.of(Duration.ofSeconds(2))));
        assertEquals(Optional.empty(), wait(503, Optional.empty()));
        assertEquals(Optional.of(Duration.ofSeconds(60)), wait(503, Optional.of(Duration.ofHours(2))));
        assertEquals(Optional.of(Duration.ZERO), wait(503, Optional.of(Duration.ofSeconds(-3))));
    }

    private static Optional<Duration> wait(int status, Optional<Duration> retryAfter) {
        return ((HiapiBusy) ErrorClassifier.onAnswer(status, "", retryAfter)).retryAfter();
    }
}
