package dev.darkroom.local.hiapi;

import dev.darkroom.local.Timeline;
import dev.darkroom.local.hiapi.marks.Mark;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code GET /}: what there is and what can be asked for, as plain HTML. */
final class ControlPage {

    private static final int SHOWN = 100;

    private final Timeline timeline;
    private final Jobs jobs;

    ControlPage(Timeline timeline, Jobs jobs) {
        this.timeline = timeline;
        this.jobs = jobs;
    }

    String html() {
        var all = jobs.all();
        var rows = all.reversed().stream().limit(SHOWN).map(this::row).collect(Collectors.joining());
        var marks = Mark.all().stream().map(ControlPage::row).collect(Collectors.joining());
        return String.format(Locale.ROOT, """
                <!doctype html>
                <html lang="en"><meta charset="utf-8"><title>Simulated hiapi</title>
                <meta name="viewport" content="width=device-width">
                <style>
                body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem }
                table { border-collapse: collapse; width: 100%% }
                th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0;
                  border-bottom: 1px solid #8884; overflow-wrap: anywhere }
                code { white-space: nowrap } :root { color-scheme: light dark }
                </style>
                <h1>Simulated hiapi</h1>
                <p>No real provider, no money. Put marks into a prompt to make things go wrong; they are not drawn.</p>
                <h2>Jobs</h2>
                <p>%d in all, the newest %d at most are shown.</p>
                <table><tr><th>Job<th>Model<th>Status<th>Created<th>Marks<th>Prompt</tr>%s</table>
                <h2>Marks</h2>
                <table><tr><th>Written<th>What it does</tr>%s</table>
                </html>
                """, all.size(), SHOWN, rows, marks);
    }

    private String row(SimulatedJob job) {
        return "<tr><td><code>" + escaped(job.id()) + "</code><td>" + escaped(job.model()) + "<td>"
                + escaped(job.status(timeline.instant())) + "<td>" + job.created() + "<td>"
                + escaped(job.marks().text()) + "<td>" + escaped(job.marks().words()) + "</tr>\n";
    }

    private static String row(Mark mark) {
        return "<tr><td><code>" + escaped(mark.usage()) + "</code><td>"
                + escaped(mark.ways().effect()) + "</tr>\n";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
