package dev.darkroom.local.states;

import java.util.List;
import java.util.Optional;

/** Where executions are kept. Of one execution, only one call is made at a time. */
interface ExecutionJournal {

    /** Keeps the execution as it is now. When this returns, a killed process will find it so. */
    void save(Execution execution);

    /** Puts away an execution that was saved as ended, and of which nothing is left to be done. */
    void retire(Execution execution);

    /** Those that were saved and not retired, in order of their start. */
    List<Execution> listUnfinished();

    Optional<Execution> findRetired(String name);

    /** All that were retired; reads each of them. */
    List<Execution> listRetired();
}
