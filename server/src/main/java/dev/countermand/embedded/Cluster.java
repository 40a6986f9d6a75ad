package dev.countermand.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// The data of one PostgreSQL and what belongs to it, in a folder of ours:
///
/// ```
/// administrator.password  application.password  port  lock
/// data/       what PostgreSQL calls its data directory
/// socket/     for a console on this machine
/// log/        the last seven days
/// ```
record Cluster(Path folder, Path programs, Account account) {

    /// Data of another major version cannot be read: raising this needs a way to carry the data over.
    static final String MAJOR = "18";

    static final String ADMINISTRATOR = "postgres";

    Path data() {
        return folder.resolve("data");
    }

    Path socketFolder() {
        return folder.resolve("socket");
    }

    Path logFolder() {
        return folder.resolve("log");
    }

    String administratorPassword() throws IOException {
        return Secrets.keep(folder.resolve("administrator.password"));
    }

    String applicationPassword() throws IOException {
        return Secrets.keep(folder.resolve("application.password"));
    }

    /// Makes the data if there are none yet, and refuses those that this version cannot read.
    void prepare() throws IOException {
        for (Path each : List.of(socketFolder(), logFolder())) {
            Folders.create(each);
            account.own(each);
        }
        if (!Files.exists(data())) {
            initialize();
        }
        account.own(data());
        check();
    }

    // Beside its final place and renamed at the end: a half-made cluster is never taken for data.
    private void initialize() throws IOException {
        Path draft = folder.resolve("data.new");
        Path password = folder.resolve("initdb.password");
        Folders.delete(draft);
        Folders.create(draft);
        Secrets.write(password, administratorPassword());
        account.own(draft);
        account.own(password);
        var made = Shell.run(account.command(List.of(
                programs.resolve("bin/initdb").toString(),
                "--pgdata=" + draft,
                "--username=" + ADMINISTRATOR,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions")));
        Files.delete(password);
        if (!made.succeeded()) {
            throw new EmbeddedFailure("A database could not be made in " + folder + ":\n" + made.output());
        }
        Files.move(draft, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void check() throws IOException {
        Path version = data().resolve("PG_VERSION");
        if (!Files.exists(version)) {
            throw new EmbeddedFailure(
                    data() + " is not the data of a PostgreSQL. Move it away and start again, or restore"
                            + " it from a backup.");
        }
        String major = Files.readString(version).strip();
        if (!major.equals(MAJOR)) {
            throw new EmbeddedFailure("The data in " + data() + " were written by PostgreSQL " + major
                    + "; this Countermand brings PostgreSQL " + MAJOR + ", which cannot read them. Nothing was changed."
                    + " docs/operating/running.md tells how to carry data from one major version to another.");
        }
    }
}
