package dev.countermand.embedded;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The settings our PostgreSQL runs with. They are given on its command line, so that no file in the data
/// folder can take durability away. Whoever wants to tune brings his own server.
final class Tuning {

    /// What a socket's path may have at most, in bytes, on the stricter systems; PostgreSQL appends
    /// `/.s.PGSQL.` and the port.
    private static final int SOCKET_PATH_BYTES_MAX = 100 - "/.s.PGSQL.65535".length();

    private Tuning() {}

    static List<String> options(int port, Path socketFolder, Path logFolder, boolean durable) {
        var settings = new LinkedHashMap<String, String>();
        settings.putAll(doors(port, socketFolder, durable));
        settings.putAll(durability(durable));
        settings.putAll(memory());
        settings.putAll(log(logFolder));
        var options = new ArrayList<String>();
        settings.forEach((name, value) -> options.addAll(List.of("-c", name + "=" + value)));
        return options;
    }

    private static Map<String, String> doors(int port, Path socketFolder, boolean durable) {
        boolean fits = socketFolder.toString().getBytes(StandardCharsets.UTF_8).length <= SOCKET_PATH_BYTES_MAX;
        return Map.of(
                "listen_addresses",
                "127.0.0.1",
                "port",
                Integer.toString(port),
                "unix_socket_directories",
                fits ? '"' + socketFolder.toString() + '"' : "",
                "unix_socket_permissions",
                "0700",
                "password_encryption",
                "scram-sha-256",
                // The pool takes 12; the rest is for further processes and an operator's console. A test run keeps
                // the pools of many servers open.
                "max_connections",
                durable ? "100" : "400");
    }

    private static Map<String, String> durability(boolean durable) {
        String on = durable ? "on" : "off";
        return Map.of(
                // What was answered must survive a power cut: each commit waits for the disk, torn
                // pages can be repaired.
                "fsync",
                on,
                "synchronous_commit",
                on,
                "full_page_writes",
                on,
                // Together these bound the replay after a crash to seconds: at most 1 GB or 5 minutes of
                // work.
                "max_wal_size",
                "1GB",
                "checkpoint_timeout",
                "5min",
                "wal_compression",
                "on");
    }

    private static Map<String, String> memory() {
        return Map.of(
                // The hot tables of a busy day, and no burden on a machine of 2 GB: untouched pages cost
                // nothing.
                "shared_buffers", "256MB",
                // A hint for the planner only: what the operating system is likely to cache besides.
                "effective_cache_size", "1GB",
                "maintenance_work_mem", "128MB",
                // Our statements are short; compiling them costs more than it saves.
                "jit", "off",
                "random_page_cost", "1.1",
                "timezone", "UTC");
    }

    private static Map<String, String> log(Path folder) {
        return Map.of(
                "logging_collector", "on",
                "log_directory", folder.toString(),
                // One file for each day of the week, begun anew a week later: never more than seven.
                "log_filename", "postgresql-%a.log",
                "log_rotation_age", "1d",
                "log_rotation_size", "0",
                "log_truncate_on_rotation", "on",
                "log_timezone", "UTC",
                "log_min_duration_statement", "1s",
                // Details would name the offending row, and rows are people.
                "log_error_verbosity", "terse");
    }
}
