package dev.countermand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The shell script at the root, as far as it can be tried without building: in a copy of the repository
/// that has no sources, so that nothing it does can touch ours.
class LauncherTests {

    private static final Path SCRIPT = Path.of("../countermand");

    @TempDir
    Path temp;

    private record Said(int exitCode, String text) {}

    @Test
    void helpsBeforeAnythingWasBuiltOrInstalled() throws Exception {
        var said = run(Map.of(), checkout().resolve("countermand"), "help");
        assertThat(said.text()).contains("run", "test", "bench");
        assertThat(said.exitCode()).isZero();
    }

    @Test
    void findsItsFolderThroughALink() throws Exception {
        Path link = temp.resolve("a link");
        Files.createSymbolicLink(link, checkout().resolve("countermand"));
        assertThat(run(Map.of(), link, "help").exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"JAVA_VERSION=\"17.0.15\"", "JAVA_VERSION=\"24\"", "nothing of the kind"})
    void refusesAJdkThatIsTooOld(String release) throws Exception {
        var said = run(
                Map.of("COUNTERMAND_JAVA_HOME", jdk(release).toString()),
                checkout().resolve("countermand"),
                "run");
        assertThat(said.text()).contains("no JDK 25 or newer").contains("COUNTERMAND_JAVA_HOME");
        assertThat(said.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"JAVA_VERSION=\"25\"", "JAVA_VERSION=\"25.0.3\"", "JAVA_VERSION=\"26-ea\""})
    void acceptsAJdkThatIsNewEnough(String release) throws Exception {
        // Comes as far as to see that there is nothing to build.
        var said = run(
                Map.of("COUNTERMAND_JAVA_HOME", jdk(release).toString()),
                checkout().resolve("countermand"),
                "build");
        assertThat(said.text()).doesNotContain("no JDK 25 or newer").contains("build");
        assertThat(said.exitCode()).isEqualTo(1);
    }

    private Path checkout() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("our check out"));
        Path copy = folder.resolve("countermand");
        if (!Files.exists(copy)) {
            Files.copy(SCRIPT, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return folder;
    }

    private Path jdk(String release) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("my jdk/bin"))
                .resolve("..")
                .normalize();
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"x\"\n" + release + "\n");
        for (String program : List.of("javac", "java")) {
            Path file = Files.writeString(folder.resolve("bin").resolve(program), "#!/bin/sh\nexit 3\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        return folder;
    }

    private Said run(Map<String, String> settings, Path script, String verb) throws Exception {
        var builder = new ProcessBuilder("bash", script.toString(), verb)
                .directory(temp.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("COUNTERMAND_"));
        builder.environment().putAll(settings);
        var process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }
}
