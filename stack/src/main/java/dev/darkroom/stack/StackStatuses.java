package dev.darkroom.stack;

import java.util.Locale;

/** What each status of a stack means for who wants to deploy. Source: CloudFormation's guide, "Stack status codes". */
final class StackStatuses {

    private StackStatuses() {}

    /** For a stack that can be neither made nor updated. */
    static String sentence(Stack stack) {
        var name = stack.name();
        var because = stack.reason().isBlank() ? "" : " (" + stack.reason() + ")";
        if (stack.isMoving()) {
            return "The stack " + name + " is being changed right now (" + stack.status()
                    + "): wait until that is done, and run ./deploy again.";
        }
        return switch (stack.status()) {
            case "DELETE_FAILED" ->
                "The stack " + name + " is partly deleted" + because + ": ./deploy --delete tries again.";
            case "UPDATE_ROLLBACK_FAILED" ->
                "An update of the stack " + name + " failed, and its rollback failed too" + because
                        + ": fix the cause, run "
                        + "aws cloudformation continue-update-rollback --stack-name " + name
                        + ", and then ./deploy again.";
            case "UPDATE_FAILED" ->
                "An update of the stack " + name + " failed and was not rolled back" + because + ": run "
                        + "aws cloudformation rollback-stack --stack-name " + name + ", and then ./deploy again.";
            case "IMPORT_ROLLBACK_FAILED" ->
                "An import into the stack " + name + " failed, and its rollback failed too" + because
                        + ": fix it in CloudFormation's console, and run ./deploy again.";
            default ->
                "The stack " + name + " has the status " + stack.status() + because
                        + ", which ./deploy does not know: see CloudFormation's console.";
        };
    }

    /** What to do about a failure, where we know it. */
    static String hint(String reason) {
        var text = reason.toLowerCase(Locale.ROOT);
        // Seen by many with new accounts: repost.aws, "Your account must be verified before you can add new CloudFront
        // resources". A case with AWS Support (account and billing, free of charge) lifts it.
        if (text.contains("account must be verified")) {
            return " New accounts get this: open a case with AWS Support (\"Account and billing\", free of charge), quote"
                    + " that sentence, and run ./deploy again when they have verified the account.";
        }
        return "";
    }
}
