package dev.darkroom.stack;

import java.util.Comparator;

/**
 * Keeps five versions of each function: a revision takes 147 MB, and an account has 75 GB for all its functions. Source:
 * Lambda's guide, "Lambda quotas".
 */
final class OldVersions {

    private static final int KEPT = 5;

    private final Account account;
    private final Terminal terminal;

    OldVersions(Account account, Terminal terminal) {
        this.account = account;
        this.terminal = terminal;
    }

    /** What cannot be deleted is told, and deleted by a later deploy: the stack itself is as it should be. */
    void prune(Stack stack) {
        try {
            account.listParts(stack.id()).stream()
                    .filter(part -> part.type().equals("AWS::Lambda::Function"))
                    .forEach(part -> prune(part.id()));
        } catch (DeployFailed e) {
            terminal.warn("Old versions of the functions are still there: " + e.getMessage());
        }
    }

    private void prune(String function) {
        account.listVersions(function).stream()
                .sorted(Comparator.comparingLong(Account.Version::number).reversed())
                .skip(KEPT)
                .filter(version -> !version.inUse())
                .forEach(version -> account.deleteVersion(function, version.number()));
    }
}
