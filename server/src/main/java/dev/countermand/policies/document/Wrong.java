package dev.countermand.policies.document;

import org.jspecify.annotations.Nullable;

/// A value that cannot be read: thrown by a leaf, and turned into a fault by whoever knows its place.
final class Wrong extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient @Nullable Place inside;

    Wrong(String code, String message) {
        this(code, message, null);
    }

    /// @param inside the place within the value, counted from its first character
    Wrong(String code, String message, @Nullable Place inside) {
        super(message);
        this.code = code;
        this.inside = inside;
    }

    String code() {
        return code;
    }

    @Nullable
    Place inside() {
        return inside;
    }
}
