/// The built-in mailbox of a demo: a real SMTP server on the loopback interface, and pages that show what
/// it took.
@ApplicationModule(
        id = "mailbox",
        allowedDependencies = {"kernel", "site", "accounts", "cases :: spi"})
@NullMarked
package dev.countermand.connectors.mailbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
