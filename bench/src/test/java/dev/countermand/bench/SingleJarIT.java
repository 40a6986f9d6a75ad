package dev.countermand.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The single jar is a box to carry the program in, not a way to run it: it could come to a standstill.
class SingleJarIT {

    @Test
    void theServerDoesNotStartFromTheSingleJarAndSaysHowItDoes() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var server = new ProcessBuilder(java, "-jar", Packaged.program().toString(), "run")
                .redirectErrorStream(true)
                .start();
        var said = new String(server.getInputStream().readAllBytes());
        assertThat(server.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(server.exitValue()).isEqualTo(2);
        assertThat(said).contains("-Djarmode=tools").contains("./countermand run");
    }
}
