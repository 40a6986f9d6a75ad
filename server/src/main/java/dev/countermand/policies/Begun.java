package dev.countermand.policies;

import java.time.Instant;
import java.util.Optional;

/// What has happened to a line that may begin a window.
@FunctionalInterface
public interface Begun {

    /// When it happened, the last time if there were several; empty when it has not.
    Optional<Instant> at(Window.Start start);
}
