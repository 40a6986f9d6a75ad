package dev.countermand.cli;

import java.io.Console;
import java.util.Optional;

/// How far something is, on standard error: one line that is written over on a terminal, a line each elsewhere.
final class ProgressLine {

    private static final int WIDTH = 100;

    private final boolean terminal =
            Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);

    /// Shows how far it is.
    void show(String text) {
        System.err.print(terminal ? "\r" + text + "  " : text + "\n");
    }

    /// Makes room for lines on standard output.
    void clear() {
        if (terminal) {
            System.err.print("\r" + " ".repeat(WIDTH) + "\r");
        }
    }

    /// Leaves the line as it stands; what comes next begins below it.
    void end() {
        if (terminal) {
            System.err.println();
        }
    }
}
