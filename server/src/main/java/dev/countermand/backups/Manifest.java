package dev.countermand.backups;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What an archive holds.
///
/// @param format of the archive; a program reads its own and older ones
/// @param postgres which PostgreSQL it came from
/// @param scripts schema → the migrations that had made it, in their order
/// @param keys public keys, in base64, whose checkpoints are in it
record Manifest(
        int format,
        Instant takenAt,
        String postgres,
        Map<String, List<Script>> scripts,
        List<Table> tables,
        List<Sequence> sequences,
        List<String> keys) {

    static final int FORMAT = 1;

    /// A migration: its version and the checksum of its text.
    record Script(String version, int checksum) {}

    /// A table with its columns and how many rows the archive has of it.
    record Table(String schema, String name, List<String> columns, long rows) {

        String entry() {
            return "data/" + schema + "." + name + ".copy";
        }
    }

    /// Where a sequence stood.
    record Sequence(String schema, String name, long value, boolean called) {}
}
