package dev.countermand.feeds;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/// Knows how much of a file was read.
final class CountedStream extends FilterInputStream {

    private final AtomicLong bytes = new AtomicLong();

    CountedStream(InputStream in) {
        super(in);
    }

    long bytes() {
        return bytes.get();
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        bytes.addAndGet(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = super.read(into, from, length);
        bytes.addAndGet(Math.max(0, read));
        return read;
    }
}
