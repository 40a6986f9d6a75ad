package dev.countermand;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/// The environment variables this program knows; docs/operating/settings.md explains them, and a test
/// compares the two.
final class Settings {

    static final Set<String> ENVIRONMENT = Set.of(
            "COUNTERMAND_PORT",
            "COUNTERMAND_HOME",
            "COUNTERMAND_DEMO",
            "COUNTERMAND_API_KEY",
            "COUNTERMAND_DATABASE_URL",
            "COUNTERMAND_BASE_URL",
            "COUNTERMAND_OPERATOR_EMAIL",
            "COUNTERMAND_OPERATOR_PASSWORD",
            "COUNTERMAND_SESSION_IDLE",
            "COUNTERMAND_SESSION_LIFE",
            "COUNTERMAND_ATTEMPT_DEADLINE",
            "COUNTERMAND_LAW",
            "COUNTERMAND_RECEIPT_SECRET",
            "COUNTERMAND_PAYMENT_SECRET",
            "COUNTERMAND_STRIPE_URL",
            "COUNTERMAND_RETENTION",
            "COUNTERMAND_SMTP_HOST",
            "COUNTERMAND_SMTP_PORT",
            "COUNTERMAND_SMTP_USER",
            "COUNTERMAND_SMTP_PASSWORD",
            "COUNTERMAND_SMTP_FROM",
            "COUNTERMAND_SMTP_STARTTLS",
            "COUNTERMAND_MAILBOX_PORT",
            "COUNTERMAND_SANDBOX_PORT",
            "COUNTERMAND_PRIVATE_CALLS",
            "COUNTERMAND_LOG_FORMAT",
            // Read by the launcher.
            "COUNTERMAND_JAVA_HOME",
            "COUNTERMAND_JAVA_OPTS",
            "COUNTERMAND_AOT",
            "COUNTERMAND_CHROMIUM",
            // Read by the bench.
            "COUNTERMAND_PROGRAM");

    private Settings() {}

    /// A misspelled setting would otherwise be ignored in silence.
    static void warnOfUnknown(Collection<String> environment) {
        var unknown = new TreeSet<String>();
        for (String name : environment) {
            if (name.startsWith("COUNTERMAND_") && !ENVIRONMENT.contains(name)) {
                unknown.add(name);
            }
        }
        if (!unknown.isEmpty()) {
            System.err.println("Not a setting, and ignored: " + String.join(", ", unknown)
                    + ". docs/operating/settings.md lists all there are.");
        }
    }

    /// Spring Boot would also read an application.yaml of the folder one happens to stand in. Ours is in
    /// the home folder.
    static void readOnlyWhatIsOurs() {
        if (System.getProperty("spring.config.location") == null) {
            System.setProperty("spring.config.location", "classpath:/");
        }
    }
}
