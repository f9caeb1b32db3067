package dev.darkroom.local.hiapi.marks;

/** How the job itself goes. */
public enum JobMark implements Mark {
    FAIL("fail", Takes.TEXT, ALWAYS, "The job fails, with this code or with `TASK_FAILED`."),
    STUCK("stuck", Takes.NOTHING, ALWAYS, "The job never ends."),
    STATUS("status", Takes.TEXT, ALWAYS, "Until it ends, the job's status is this word, or `weird`."),
    TIME("time", Takes.NUMBER, ALWAYS, "The job takes N seconds."),
    NO_OUTPUT("nooutput", Takes.NOTHING, ALWAYS, "The job succeeds without outputs."),
    OUTPUTS("outputs", Takes.NUMBER, ALWAYS, "The job has N pictures, ten at most.");

    private final Ways ways;

    JobMark(String word, Takes takes, int usually, String effect) {
        ways = new Ways(word, takes, usually, effect);
    }

    @Override
    public Ways ways() {
        return ways;
    }
}
