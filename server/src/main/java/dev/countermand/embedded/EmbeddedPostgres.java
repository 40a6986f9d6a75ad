package dev.countermand.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.sql.SQLException;

/// A real PostgreSQL as our child: started, watched, started again on the same port when it dies, and
/// stopped in the end.
///
/// Its data survive everything that a disk survives. It listens on this machine only, asks everybody for a
/// password, and keeps its files to their owner.
public final class EmbeddedPostgres implements AutoCloseable {

    private final FolderLock lock;
    private final Cluster cluster;
    private final Supervisor supervisor;
    private final int port;

    private EmbeddedPostgres(FolderLock lock, Cluster cluster, Supervisor supervisor, int port) {
        this.lock = lock;
        this.cluster = cluster;
        this.supervisor = supervisor;
        this.port = port;
    }

    /// Starts the one whose data are in this folder; makes them at the first start, which takes some
    /// seconds. What an earlier server left running there is stopped, what it left unfinished is
    /// recovered.
    ///
    /// Fails with `EmbeddedFailure` when another server works there, when the data are another major
    /// version's, or when PostgreSQL does not start.
    public static EmbeddedPostgres start(Path folder) {
        return start(folder, folder.resolve("programs"), true);
    }

    /// Like `start(folder)`, but the unpacked programs are shared with others, and no commit waits for the
    /// disk. For data that nobody will miss.
    public static EmbeddedPostgres startForgetful(Path folder, Path programs) {
        return start(folder, programs, false);
    }

    static EmbeddedPostgres start(Path folder, Path programsFolder, boolean durable) {
        Path home = folder.toAbsolutePath().normalize();
        try {
            Folders.create(home);
            var lock = FolderLock.take(home);
            try {
                Path programs =
                        Binaries.unpackInto(programsFolder.toAbsolutePath().normalize());
                return start(lock, home, programs, durable);
            } catch (IOException | SQLException | RuntimeException failure) {
                lock.close();
                throw failure;
            }
        } catch (AccessDeniedException denied) {
            throw new EmbeddedFailure("The data folder may not be used: " + denied.getMessage() + " belongs to somebody"
                    + " else. Start as that user, or set COUNTERMAND_HOME to a folder of your own.");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (SQLException failure) {
            throw new EmbeddedFailure("PostgreSQL started, but refuses us: " + failure.getMessage(), failure);
        }
    }

    private static EmbeddedPostgres start(FolderLock lock, Path folder, Path programs, boolean durable)
            throws IOException, SQLException {
        var account = Account.forData(folder.resolve("data"), Account.own());
        account.pass(programs, folder.resolveSibling(""), folder, programs.resolveSibling(""));
        var cluster = new Cluster(folder, programs, account);
        cluster.prepare();
        // Before the port is looked for: an orphan still sits on it.
        new Orphans(cluster.data()).stop();
        int port = new Ports(folder.resolve("port")).choose();
        var supervisor = Supervisor.start(cluster, port, durable);
        var postgres = new EmbeddedPostgres(lock, cluster, supervisor, port);
        try {
            Provision.run(postgres.administrator("postgres"), postgres.application());
            return postgres;
        } catch (IOException | SQLException | RuntimeException failure) {
            supervisor.close();
            throw failure;
        }
    }

    /// For the program: may do everything within its own database and nothing beyond.
    public Login application() throws IOException {
        return new Login(url(Provision.DATABASE), Provision.ROLE, cluster.applicationPassword());
    }

    /// For those who make databases and roles.
    public Login administrator(String database) throws IOException {
        return new Login(url(database), Cluster.ADMINISTRATOR, cluster.administratorPassword());
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /// Ends all sessions, writes everything out and lets go of the folder. A second call does nothing.
    @Override
    public void close() {
        supervisor.close();
        try {
            lock.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
