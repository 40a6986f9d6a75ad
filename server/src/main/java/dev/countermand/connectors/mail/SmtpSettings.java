package dev.countermand.connectors.mail;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How to reach the shop's mail server.
///
/// @param host empty for none: then the built-in mailbox of a demo, else nothing can be sent
/// @param port 465 speaks TLS from the start
/// @param username empty for a server that asks for none
/// @param from the address in From, with or without a name: `Shop <orders@shop.example>`
/// @param starttls whether the connection must be upgraded to TLS before anything is said; not asked on
/// port 465
@ConfigurationProperties("countermand.smtp")
record SmtpSettings(
        @DefaultValue("") String host,
        @DefaultValue("587") int port,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("") String from,
        @DefaultValue("true") boolean starttls) {

    private static final String DEMO_FROM = "Countermand demo <orders@demo.example>";

    /// Fails at start, not at the first mail, when a server is named but no sender.
    SmtpSettings {
        if (!host.isBlank() && from.isBlank()) {
            throw new IllegalArgumentException(
                    "countermand.smtp.host is set, but countermand.smtp.from is not: name the address mails come from");
        }
        from = from.isBlank() ? DEMO_FROM : from;
    }

    boolean hasHost() {
        return !host.isBlank();
    }

    /// Without the password.
    @Override
    public String toString() {
        return "SMTP " + host + ':' + port + " from " + from;
    }
}
