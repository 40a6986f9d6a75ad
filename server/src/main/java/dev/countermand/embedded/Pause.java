package dev.countermand.embedded;

/// Between two looks at something that gives no notice.
final class Pause {

    private Pause() {}

    static void millis(long length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new EmbeddedFailure("Interrupted while waiting for PostgreSQL", stopped);
        }
    }
}
