package dev.countermand.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A Java process that a test can kill without killing itself; it starts the embedded PostgreSQL and waits.
final class ServerInAJvmOfItsOwn {

    private ServerInAJvmOfItsOwn() {}

    public static void main(String[] folder) throws Exception {
        try {
            var postgres = EmbeddedPostgres.start(Path.of(folder[0]), House.PROGRAMS, true);
            Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
            System.out.println("ready");
            Thread.currentThread().join();
        } catch (EmbeddedFailure failure) {
            System.out.println(failure.getMessage());
            System.exit(1);
        }
    }

    static Process start(Path folder) throws IOException {
        return new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerInAJvmOfItsOwn.class.getName(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// What it says first: "ready", or why not.
    static String firstWords(Process process) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return String.valueOf(lines.readLine());
    }
}
