package dev.countermand.outgoing;

import dev.countermand.outgoing.CallResult.Answered;
import dev.countermand.outgoing.CallResult.Trouble;
import dev.countermand.outgoing.Exchange.Failure;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads one HTTP/1.1 answer within bounds, and gives what it has got so far to whoever asks meanwhile.
final class AnswerReader {

    private static final int HEAD_BYTES_MAX = 32_768;
    private static final int INTERIM_MAX = 5;
    private static final int CHUNK_LINE_BYTES_MAX = 1024;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-9]\\d\\d)( .*)?");

    private final InputStream in;
    private final OutgoingCall call;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private int status;
    private int headBytes;
    private volatile boolean whole;

    AnswerReader(InputStream in, OutgoingCall call) {
        this.in = new BufferedInputStream(in);
        this.call = call;
    }

    /// Reads on to the head of the final answer, past the interim ones.
    void readHead() throws IOException, Failure {
        for (int i = 0; i < INTERIM_MAX; i++) {
            headers.clear();
            readOneHead();
            if (status >= 200) {
                return;
            }
        }
        throw notHttp("no final answer");
    }

    private void readOneHead() throws IOException, Failure {
        var first = headLine();
        var found = STATUS.matcher(first);
        if (!found.matches() || found.group(1).equals("101")) {
            throw notHttp("it does not begin as HTTP/1.1 does");
        }
        status = Integer.parseInt(found.group(1));
        for (var line = headLine(); !line.isEmpty(); line = headLine()) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw notHttp("a header without a name");
            }
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
    }

    private String headLine() throws IOException, Failure {
        var line = line(HEAD_BYTES_MAX - headBytes);
        headBytes += line.length() + 2;
        return line;
    }

    private String line(int bytesMax) throws IOException, Failure {
        var line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("it ended early");
            }
            if (line.length() >= bytesMax) {
                throw notHttp("a head without end");
            }
            line.append((char) b);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    void readBody() throws IOException {
        if (call.method().equals("HEAD") || status == 204 || status == 304) {
            whole = true;
        } else if (last("transfer-encoding").toLowerCase(Locale.ROOT).endsWith("chunked")) {
            whole = readChunks();
        } else if (last("content-length").matches("\\d{1,18}")) {
            whole = read(Long.parseLong(last("content-length")));
        } else {
            read(Long.MAX_VALUE);
            whole = size() <= call.answerBytesMax() && in.read() < 0;
        }
    }

    private boolean readChunks() throws IOException {
        try {
            while (true) {
                var size = line(CHUNK_LINE_BYTES_MAX).replaceAll("[; ].*", "");
                if (!size.matches("[0-9A-Fa-f]{1,15}")) {
                    return false;
                }
                long length = Long.parseLong(size, 16);
                if (length == 0) {
                    return true;
                }
                if (!read(length) || !line(CHUNK_LINE_BYTES_MAX).isEmpty()) {
                    return false;
                }
            }
        } catch (Failure e) {
            return false;
        }
    }

    /// Reads so many bytes, but no more than the caller wants.
    ///
    /// @return whether they were all there
    private boolean read(long length) throws IOException {
        long wanted = Math.min(length, call.answerBytesMax() - (long) size());
        var buffer = new byte[8192];
        long left = wanted;
        while (left > 0) {
            int got = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (got < 0) {
                return false;
            }
            keep(buffer, got);
            left -= got;
        }
        return wanted == length;
    }

    private synchronized void keep(byte[] bytes, int count) {
        body.write(bytes, 0, count);
    }

    private synchronized int size() {
        return body.size();
    }

    private String last(String header) {
        var values = headers.getOrDefault(header, List.of());
        return values.isEmpty() ? "" : values.getLast();
    }

    /// The rest will not come.
    void breakOff() {
        whole = false;
    }

    synchronized Answered answered(Duration took) {
        return new Answered(status, Map.copyOf(headers), body.toString(StandardCharsets.UTF_8), whole, took);
    }

    private static Failure notHttp(String detail) {
        return new Failure(Trouble.NOT_HTTP, "What came back is not HTTP: " + detail, null);
    }
}
