/// Hands messages over by SMTP: to the shop's mail server, or to the built-in mailbox in a demo.
@ApplicationModule(
        id = "mail",
        allowedDependencies = {"kernel", "orders", "accounts :: spi", "notifications :: spi", "mailbox"})
@NullMarked
package dev.countermand.connectors.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
