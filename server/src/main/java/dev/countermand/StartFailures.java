package dev.countermand;

import dev.countermand.embedded.EmbeddedFailure;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// Says what went wrong at the start in the operator's words instead of in a stack trace.
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailures implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            FailureAnalysis analysis = ofOne(cause);
            if (analysis != null) {
                return analysis;
            }
        }
        return null;
    }

    private static @Nullable FailureAnalysis ofOne(Throwable failure) {
        return switch (failure) {
            case PortInUseException taken ->
                new FailureAnalysis(
                        "Port " + taken.getPort() + " is taken by another program.",
                        "Stop that program, or choose another port: COUNTERMAND_PORT=" + (taken.getPort() + 1)
                                + " ./countermand run",
                        taken);
            case EmbeddedFailure embedded -> new FailureAnalysis(String.valueOf(embedded.getMessage()), null, embedded);
            case FlywayValidateException different ->
                new FailureAnalysis(
                        "The database was made by another version of Countermand, which had other migrations:\n"
                                + different.getMessage(),
                        "Start the newest version that used these data, or give this one a folder or database of its own"
                                + " (COUNTERMAND_HOME, COUNTERMAND_DATABASE_URL).",
                        different);
            case StartFailure ours -> new FailureAnalysis(String.valueOf(ours.getMessage()), ours.cure(), ours);
            default -> null;
        };
    }
}
