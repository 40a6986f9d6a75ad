package dev.countermand.connectors.mailbox;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.subethamail.smtp.server.SMTPServer;

/// The built-in mailbox: takes every mail that reaches its SMTP port on the loopback interface, and
/// shows it. Only in a demo, because what it shows holds links that open orders.
@Component
@ConditionalOnBooleanProperty("countermand.demo")
public class Mailbox implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
    private static final int CONNECTIONS_MAX = 64;
    private static final int RECIPIENTS_MAX = 20;
    private static final int IDLE_TIMEOUT_MILLIS = 60_000;
    /// Before the web server, so that whoever sees the server up finds the mailbox up.
    private static final int PHASE = 0;

    /// A stretch of the mailbox, newest first.
    ///
    /// @param next pass as `after` to go on; null on the last page
    public record Page(List<Mail> mails, @Nullable Long next) {}

    private final MailboxStore store;
    private final int wantedPort;
    private final Intake intake;
    private @Nullable ExecutorService sessions;
    private @Nullable SMTPServer server;

    Mailbox(MailboxStore store, Intake intake, @Value("${countermand.mailbox.port:0}") int wantedPort) {
        this.store = store;
        this.intake = intake;
        this.wantedPort = wantedPort;
    }

    /// The SMTP port on the loopback interface. Fails with `IllegalStateException` while the mailbox is
    /// not open.
    public synchronized int port() {
        if (server == null) {
            throw new IllegalStateException("the built-in mailbox is closed");
        }
        return server.getPortAllocated();
    }

    /// The mails to customers, newest first.
    ///
    /// @param query only mails with this text in sender, recipients, subject or order number; null for all
    /// @param order only mails that name exactly this order; null for all
    /// @param after from the previous page, or null
    /// @param limit at most so many, 1 to 1000
    public Page list(@Nullable String query, @Nullable String order, @Nullable Long after, int limit) {
        return list(query, order, after, limit, false);
    }

    /// The same, for whoever may also see the mails that let somebody in at the desk.
    ///
    /// @param staffs whether those, too; see [Mail#isStaffs]
    public Page list(@Nullable String query, @Nullable String order, @Nullable Long after, int limit, boolean staffs) {
        var mails = store.list(query, order, after == null ? Long.MAX_VALUE : after, limit + 1, staffs);
        if (mails.size() <= limit) {
            return new Page(mails, null);
        }
        var shown = mails.subList(0, limit);
        return new Page(shown, shown.getLast().place());
    }

    /// One mail; empty when it is not, or no longer, there.
    public Optional<Mail> find(UUID id) {
        return store.find(id);
    }

    /// The mail opened; empty when it is not, or no longer, there.
    public Optional<Letter> open(UUID id) {
        return store.raw(id).map(Letter::new);
    }

    @Override
    public synchronized void start() {
        sessions = Executors.newVirtualThreadPerTaskExecutor();
        server = SMTPServer.port(wantedPort)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .softwareName("Countermand mailbox")
                .messageHandlerFactory(intake)
                .executorService(sessions)
                .maxConnections(CONNECTIONS_MAX)
                .maxRecipients(RECIPIENTS_MAX)
                .maxMessageSize(Intake.MAIL_BYTES_MAX)
                .connectionTimeoutMs(IDLE_TIMEOUT_MILLIS)
                .insertReceivedHeaders()
                .build();
        server.start();
        LOG.info("built-in mailbox (demo): SMTP on 127.0.0.1:{}", server.getPortAllocated());
    }

    @Override
    public synchronized void stop() {
        if (server != null) {
            server.stop();
            server = null;
        }
        if (sessions != null) {
            sessions.shutdownNow();
            sessions = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return server != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
