package dev.countermand.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where the packaged program lies and how it is started.
///
/// @param command the words that start it
record Packaged(List<String> command) {

    /// Found by the system property `countermand.program` or the variable `COUNTERMAND_PROGRAM` (a jar,
    /// or a program to execute), else as `server/target/countermand.jar` here or in a folder above.
    /// Fails when there is none.
    static Packaged find() {
        return of(program());
    }

    /// The jar as it was built, or what somebody named instead. Fails when there is none.
    static Path program() {
        var named = System.getProperty("countermand.program", System.getenv("COUNTERMAND_PROGRAM"));
        if (named != null) {
            return Path.of(named).toAbsolutePath().normalize();
        }
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var jar = folder.resolve("server/target/countermand.jar");
            if (Files.exists(jar)) {
                return jar;
            }
        }
        throw new IllegalStateException(
                "No packaged server found: build it first (mvn package), or name it by COUNTERMAND_PROGRAM");
    }

    private static Packaged of(Path program) {
        if (!Files.exists(program)) {
            throw new IllegalStateException("No packaged server at " + program + ": build it first (mvn package)");
        }
        return program.toString().endsWith(".jar")
                ? jar(unpacked(program), List.of())
                : new Packaged(List.of(program.toString()));
    }

    /// A jar, run by the same JDK as this program.
    static Packaged jar(Path jar, List<String> options) {
        var command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        return new Packaged(List.copyOf(command));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /// The same with an AOT cache, made as the launcher makes it: by a start for training. Fails when it does
    /// not come about, and when the program is no jar.
    Packaged trained() {
        int jar = command.indexOf("-jar");
        if (jar < 0) {
            throw new IllegalStateException("only a jar has an AOT cache: " + command);
        }
        var cache = Path.of(command.get(jar + 1)).resolveSibling("aot");
        var training = new ArrayList<>(command);
        training.add(jar, "-XX:AOTCacheOutput=" + cache);
        training.addAll(List.of(
                "run",
                "--countermand.training=true",
                "--countermand.demo=false",
                "--server.port=0",
                "--server.address=127.0.0.1"));
        var builder = new ProcessBuilder(training).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("COUNTERMAND_"));
        try {
            var home = Files.createTempDirectory("countermand-training-");
            builder.environment().put("COUNTERMAND_HOME", home.toString());
            builder.redirectOutput(home.resolve("log").toFile());
            boolean ended = builder.start().waitFor() == 0 && Files.exists(cache);
            Program.remove(home);
            if (!ended) {
                throw new IllegalStateException("the training made no AOT cache");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        var trained = new ArrayList<>(command);
        trained.addAll(jar, List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off", "-Xlog:cds*=off"));
        return new Packaged(List.copyOf(trained));
    }

    // As the launcher runs it: unpacked, which starts in half the time. From within the one jar it may
    // also come to a standstill: loading a class keeps a virtual thread on its carrier, and with two
    // cores two of them that wait for the loader's lock leave no carrier to the virtual thread that
    // holds it. The crash rounds found that.
    private static Path unpacked(Path jar) {
        try {
            var folder = Files.createTempDirectory("countermand-program-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Program.remove(folder)));
            var unpack = new ProcessBuilder(
                            java(),
                            "-Djarmode=tools",
                            "-jar",
                            jar.toString(),
                            "extract",
                            "--force",
                            "--destination",
                            folder.toString())
                    .inheritIO()
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (unpack.waitFor() != 0) {
                throw new IllegalStateException(jar + " could not be unpacked");
            }
            return folder.resolve(jar.getFileName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
