package dev.countermand.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Reads the plain kind of tar archive: files, folders and symbolic links. Anything else fails loudly
/// instead of being left out.
final class Tar {

    private static final int BLOCK = 512;

    private final InputStream archive;
    private final Path target;

    private Tar(InputStream archive, Path target) {
        this.archive = archive;
        this.target = target;
    }

    static void unpack(InputStream archive, Path target) throws IOException {
        new Tar(archive, target).unpack();
    }

    private void unpack() throws IOException {
        for (byte[] header = block(); header[0] != 0; header = block()) {
            entry(header);
        }
    }

    private void entry(byte[] header) throws IOException {
        Path path = inside(text(header, 0, 100));
        long size = octal(header, 124, 12);
        switch (header[156]) {
            case '5' -> Files.createDirectories(path);
            case '2' -> link(path, text(header, 157, 100));
            case '0', 0 -> file(path, size, octal(header, 100, 8));
            default -> throw new IOException("The archive holds an entry of an unknown kind: " + path);
        }
    }

    private void file(Path path, long size, long mode) throws IOException {
        Files.createDirectories(parent(path));
        try (var out = Files.newOutputStream(path)) {
            var buffer = new byte[64 * 1024];
            for (long left = size; left > 0; ) {
                int read = archive.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
                if (read == 0) {
                    throw new EOFException("The archive ends within " + path);
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
        archive.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString((mode & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x"));
    }

    private void link(Path path, String to) throws IOException {
        Files.createDirectories(parent(path));
        inside(target.relativize(parent(path)).resolve(to).toString());
        Files.createSymbolicLink(path, Path.of(to));
    }

    private Path inside(String name) throws IOException {
        Path path = target.resolve(name).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("The archive reaches outside its folder: " + name);
        }
        return path;
    }

    private Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? target : parent;
    }

    private byte[] block() throws IOException {
        byte[] block = archive.readNBytes(BLOCK);
        if (block.length < BLOCK) {
            throw new EOFException("The archive ends too early");
        }
        return block;
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private static long octal(byte[] header, int from, int length) {
        String digits = text(header, from, length).strip();
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }
}
