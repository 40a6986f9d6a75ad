package dev.countermand.connectors.mailbox;

import dev.countermand.Database;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A mailbox as in a demo, without the rest of the server.
public final class OpenMailbox implements AutoCloseable {

    private final Mailbox mailbox;

    public OpenMailbox(Database database, Clock clock) {
        var store = new MailboxStore(JdbcClient.create(database.dataSource()));
        mailbox = new Mailbox(store, new Intake(store, clock), 0);
        mailbox.start();
    }

    public Mailbox get() {
        return mailbox;
    }

    @Override
    public void close() {
        mailbox.stop();
    }
}
