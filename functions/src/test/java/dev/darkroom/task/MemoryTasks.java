package dev.darkroom.task;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@link Tasks} in memory, for tests that need thousands of journeys. Held to the same contract as the table. */
public class MemoryTasks implements Tasks {

    private final Map<String, MemoryRow> rows = new HashMap<>();
    private final Map<Object, Long> spent = new HashMap<>();
    private final Map<String, Integer> used = new HashMap<>();
    private final Map<String, Duration> took = new HashMap<>();

    @Override
    public synchronized OpenResult open(Task task, Allowance allowance) {
        var first = rows.get(task.id());
        if (first != null) {
            return first.fingerprint().equals(task.fingerprint())
                    ? new OpenResult.Existing(first.task())
                    : new OpenResult.KeyReused();
        }
        var day = day(task.createdAt());
        var month = YearMonth.from(day);
        var price = task.spec().microDollars();
        if (spent(month) + price > allowance.monthlyMicroDollars()) {
            return new OpenResult.BudgetReached(true);
        }
        if (spent(day) + price > allowance.dailyMicroDollars()) {
            return new OpenResult.BudgetReached(false);
        }
        var visitor = task.visitor();
        if (used("visitor#" + visitor.id(), day) >= allowance.perVisitor()) {
            return new OpenResult.DailyLimitReached(allowance.perVisitor(), false);
        }
        if (used("address#" + visitor.address(), day) >= allowance.perAddress()) {
            return new OpenResult.DailyLimitReached(allowance.perAddress(), true);
        }
        spend(day, price);
        count(visitor, day, 1);
        var informed = ObservedDurations.withObserved(task, took::get);
        rows.put(task.id(), MemoryRow.of(informed));
        return new OpenResult.New(informed, new SiteSpend(spent(day), spent(month)));
    }

    @Override
    public synchronized Optional<Task> find(String id) {
        return Optional.ofNullable(rows.get(id)).map(MemoryRow::task);
    }

    @Override
    public synchronized HistoryPage list(String visitorId, int limit, String cursor) {
        var from = cursor == null ? 0 : Integer.parseInt(cursor);
        var own = rows.values().stream()
                .map(MemoryRow::task)
                .filter(task -> task.visitor().id().equals(visitorId) && !task.isDeleted())
                .sorted(Comparator.comparing(Task::createdAt).reversed())
                .toList();
        var to = Math.min(own.size(), from + limit);
        return new HistoryPage(own.subList(from, to), to < own.size() ? String.valueOf(to) : null);
    }

    @Override
    public synchronized Usage readUsage(Visitor visitor, Allowance allowance, Instant now) {
        var byVisitor = new Usage(allowance.perVisitor(), used("visitor#" + visitor.id(), day(now)));
        var byAddress = new Usage(allowance.perAddress(), used("address#" + visitor.address(), day(now)));
        return byAddress.remaining() < byVisitor.remaining() ? byAddress : byVisitor;
    }

    @Override
    public synchronized Optional<OpenResult.DailyLimitReached> countUpload(
            Visitor visitor, Allowance allowance, Instant now) {
        var byVisitor = "uploader#" + visitor.id();
        var byAddress = "uploads-from#" + visitor.address();
        if (used(byVisitor, day(now)) >= allowance.uploadsPerVisitor()) {
            return Optional.of(new OpenResult.DailyLimitReached(allowance.uploadsPerVisitor(), false));
        }
        if (used(byAddress, day(now)) >= allowance.uploadsPerAddress()) {
            return Optional.of(new OpenResult.DailyLimitReached(allowance.uploadsPerAddress(), true));
        }
        count(byVisitor, day(now), 1);
        count(byAddress, day(now), 1);
        return Optional.empty();
    }

    @Override
    public synchronized Task markQueued(String id, String token, Instant expectedAt) {
        return whileOpen(id, row -> row.queued(token, expectedAt));
    }

    @Override
    public synchronized Task markWaiting(String id, String token, Instant now) {
        return whileOpen(id, row -> row.waiting(token, now));
    }

    @Override
    public synchronized Task markSending(Task task, String token, Instant now) {
        return whileOpen(task.id(), row -> row.sending(token, now));
    }

    @Override
    public synchronized void markNotTaken(Task task, boolean unanswered, boolean noJob) {
        whileOpen(task.id(), row -> row.notTaken(task.job().sends(), unanswered, noJob));
    }

    @Override
    public synchronized Task markSubmitted(String id, String jobId, Instant now) {
        return whileOpen(id, row -> row.submitted(jobId, now));
    }

    @Override
    public synchronized Task saveReport(String id, String jobId, Job.Report report) {
        return whileOpen(id, row -> row.reported(jobId, report));
    }

    @Override
    public synchronized void markUnusable(String id) {
        whileOpen(id, MemoryRow::unusable);
    }

    @Override
    public synchronized int discardUnusable(String id) {
        return changed(id, row -> row.isUnusable() ? row.discarded() : row).discards();
    }

    @Override
    public synchronized boolean succeed(String id, List<Output> outputs, Instant now) {
        var row = rows.get(id);
        if (!row.isOpen() || row.isDeleted()) {
            return false;
        }
        var ended = row.succeeded(outputs, now);
        rows.put(id, ended);
        ObservedDurations.of(ended.task()).ifPresent(time -> took.put(ObservedDurations.name(ended.task()), time));
        return true;
    }

    @Override
    public synchronized boolean fail(String id, Failure failure, Instant now) {
        var row = rows.get(id);
        if (row == null || !row.isOpen()) {
            return false;
        }
        rows.put(id, row.failed(failure, now));
        if (!row.isDeleted()) {
            var day = day(row.createdAt());
            count(row.visitor(), day, -1);
            spend(day, failure.billable() ? 0 : -row.spec().microDollars());
        }
        return true;
    }

    @Override
    public synchronized List<Task> listOpenBefore(Instant then, int limit) {
        return rows.values().stream()
                .filter(row -> row.isOpen() && row.createdAt().isBefore(then))
                .map(MemoryRow::task)
                .sorted(Comparator.comparing(Task::createdAt))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized int countRepair(String id) {
        return changed(id, MemoryRow::repaired).repairs();
    }

    @Override
    public synchronized void delete(String id, Instant now) {
        changed(id, row -> row.deleted(now));
    }

    private Task whileOpen(String id, UnaryOperator<MemoryRow> change) {
        return changed(id, row -> row.isOpen() ? change.apply(row) : row).task();
    }

    private MemoryRow changed(String id, UnaryOperator<MemoryRow> change) {
        return rows.compute(id, (key, row) -> {
            if (row == null) {
                throw new IllegalArgumentException("there is no task " + id);
            }
            return change.apply(row);
        });
    }

    private void count(Visitor visitor, LocalDate day, int by) {
        count("visitor#" + visitor.id(), day, by);
        count("address#" + visitor.address(), day, by);
    }

    private void count(String who, LocalDate day, int by) {
        used.merge(who + "#" + day, by, Integer::sum);
    }

    private int used(String who, LocalDate day) {
        return used.getOrDefault(who + "#" + day, 0);
    }

    private void spend(LocalDate day, long microDollars) {
        spent.merge(day, microDollars, Long::sum);
        spent.merge(YearMonth.from(day), microDollars, Long::sum);
    }

    private long spent(Object dayOrMonth) {
        return spent.getOrDefault(dayOrMonth, 0L);
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
