package dev.countermand.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What one client asked and was answered, forced to disk line by line before it goes on: the memory
/// against which the server's is checked. One writer.
final class Diary implements AutoCloseable {

    /// A call and its answer; null while (or if) none came.
    record Entry(Call call, @Nullable Reply reply) {}

    private final Path file;
    private final FileChannel channel;

    /// Opens a new diary; the file must not exist.
    Diary(Path file) {
        this.file = file;
        try {
            Files.createDirectories(file.getParent());
            channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Before sending.
    void asked(Call call) {
        var line = Json.object();
        line.put("what", call.what()).put("order", call.order()).put("method", call.method());
        line.put("path", call.path()).put("body", call.body()).put("key", call.key());
        write(Json.text(line));
    }

    /// After the whole answer was read.
    void answered(Call call, Reply reply) {
        var line = Json.object().put("answered", call.key()).put("status", reply.status());
        line.put("type", reply.type()).put("location", reply.location()).put("text", reply.body());
        write(Json.text(line));
    }

    private void write(String line) {
        try {
            var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads the file back, oldest first.
    List<Entry> entries() {
        var entries = new LinkedHashMap<String, Entry>();
        try (var lines = Files.lines(file)) {
            lines.map(Json::read).forEach(line -> add(entries, line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(entries.values());
    }

    private static void add(Map<String, Entry> entries, JsonNode line) {
        if (line.has("answered")) {
            var reply = new Reply(
                    line.path("status").asInt(),
                    line.path("type").asString(),
                    line.path("location").asString(),
                    line.path("text").asString());
            entries.computeIfPresent(line.path("answered").asString(), (key, e) -> new Entry(e.call(), reply));
        } else {
            var key = line.path("key").asString();
            var body = line.path("body");
            entries.putIfAbsent(
                    key,
                    new Entry(
                            new Call(
                                    line.path("what").asString(),
                                    line.path("order").asString(),
                                    line.path("method").asString(),
                                    line.path("path").asString(),
                                    body.isNull() ? null : body.asString(),
                                    key),
                            null));
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
