package dev.countermand.bench;

import java.nio.file.Path;

/// A server that is killed and comes back, as the crash rounds see it.
interface Target {

    /// A connection for clients, to be closed by the caller.
    Api api();

    /// Where the clients keep their diaries.
    Path diaries();

    /// Ends it without a word.
    void kill(CrashRounds.Kind kind) throws InterruptedException;

    /// Brings everything back after a kill, and waits until it answers.
    void recover() throws InterruptedException;

    /// What it said last, for a report.
    String tail();

    /// What it is doing, for the report on one that does not answer.
    String threads();
}
