package dev.countermand.cli;

import java.util.List;

/// One thing the command line can do.
public interface Verb {

    /// The word it is called by.
    String name();

    /// What it does, in one line.
    String summary();

    /// How to call it: shown by `--help`, and after a call that was not understood.
    String help();

    /// Does it, and returns when it is done.
    ///
    /// Fails with `Usage` when the words are not understood, and with `Failure` when it cannot be done.
    void run(List<String> words) throws Usage, Failure;

    /// The call was not understood.
    final class Usage extends Exception {

        private static final long serialVersionUID = 1;

        public Usage(String message) {
            super(message);
        }
    }

    /// It cannot be done; the message says why and what would help.
    final class Failure extends Exception {

        private static final long serialVersionUID = 1;

        private final int exitCode;

        public Failure(String message) {
            this(message, 1);
        }

        /// @param exitCode what the process ends with
        public Failure(String message, int exitCode) {
            super(message);
            this.exitCode = exitCode;
        }

        /// What the process ends with.
        public int exitCode() {
            return exitCode;
        }
    }
}
