package dev.countermand.embedded;

/// The embedded database cannot be started. The message is written for the operator: what is wrong, and the
/// cure.
public final class EmbeddedFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    EmbeddedFailure(String message) {
        super(message);
    }

    EmbeddedFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
