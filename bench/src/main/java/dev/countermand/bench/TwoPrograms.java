package dev.countermand.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Two processes of one server on one database, each request to the next of them, one of them killed at
/// will: the other goes on.
final class TwoPrograms implements Target, AutoCloseable {

    private final Program first;
    private final Program second;
    private int kills;

    private TwoPrograms(Program first, Program second) {
        this.first = first;
        this.second = second;
    }

    /// The first brings the PostgreSQL, the second joins it.
    static TwoPrograms start(Packaged packaged) throws InterruptedException {
        var first = Program.start(packaged, Map.of());
        try {
            return new TwoPrograms(first, first.another());
        } catch (RuntimeException | InterruptedException e) {
            first.close();
            throw e;
        }
    }

    /// The one that runs the PostgreSQL.
    Program first() {
        return first;
    }

    @Override
    public Api api() {
        return new Api(List.of(first.base(), second.base()), Program.OPERATOR_KEY);
    }

    @Override
    public Path diaries() {
        return first.diaries();
    }

    /// Of the servers, the second and the first in turn; PostgreSQL is the first one's.
    @Override
    public void kill(CrashRounds.Kind kind) throws InterruptedException {
        boolean joined = kind == CrashRounds.Kind.SERVER && kills++ % 2 == 0;
        (joined ? second : first).kill(kind);
    }

    @Override
    public void recover() throws InterruptedException {
        first.recover();
        second.recover();
    }

    @Override
    public String tail() {
        return "first: " + first.tail() + "\nsecond: " + second.tail();
    }

    @Override
    public String threads() {
        return "first: " + first.threads() + "\nsecond: " + second.threads();
    }

    @Override
    public void close() {
        second.close();
        first.close();
    }
}
