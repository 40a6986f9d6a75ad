package dev.countermand.payments.web;

import dev.countermand.kernel.Problem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A body of at most so many bytes; fails with TOO_LARGE `too_large` while more is read.
final class Bounded extends FilterInputStream {

    private final long most;
    private long read;

    Bounded(InputStream body, long most) {
        super(body);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int one = in.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int some = in.read(buffer, offset, length);
        count(Math.max(0, some));
        return some;
    }

    private void count(int more) {
        read += more;
        if (read > most) {
            throw Problem.of(
                    Problem.Kind.TOO_LARGE,
                    "too_large",
                    "This file has more than " + most + " bytes. Send it in parts.");
        }
    }
}
