package dev.countermand;

/// The server cannot start, and the operator can do something about it.
final class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String cure;

    StartFailure(String what, String cure, Throwable cause) {
        super(what, cause);
        this.cure = cure;
    }

    StartFailure(String what, String cure) {
        super(what);
        this.cure = cure;
    }

    String cure() {
        return cure;
    }
}
