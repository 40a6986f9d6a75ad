package dev.countermand.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/// A port of this machine that nobody uses, and the same one again next time if it is still free.
final class Ports {

    /// Below what Linux and macOS hand out to outgoing connections, so that none of those sits on it at the
    /// next start.
    private static final int FIRST = 20_000;

    private static final int LAST = 30_000;

    private final Path memory;

    Ports(Path memory) {
        this.memory = memory;
    }

    int choose() throws IOException {
        int port = remembered();
        while (!isFree(port)) {
            port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
        }
        Files.writeString(memory, port + "\n");
        return port;
    }

    private int remembered() throws IOException {
        String text = Files.exists(memory) ? Files.readString(memory).strip() : "";
        return text.matches("\\d{4,5}")
                ? Integer.parseInt(text)
                : ThreadLocalRandom.current().nextInt(FIRST, LAST);
    }

    private static boolean isFree(int port) {
        try (var probe = new ServerSocket()) {
            // As PostgreSQL does: connections of the last run that linger do not count.
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException | IllegalArgumentException taken) {
            return false;
        }
    }
}
