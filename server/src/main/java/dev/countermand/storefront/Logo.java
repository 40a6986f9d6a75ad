package dev.countermand.storefront;

import dev.countermand.kernel.Problem;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.imageio.ImageIO;

/// A seller's picture. What came in is read and drawn anew, so that nothing but pixels goes out again.
final class Logo {

    static final int BYTES_MAX = 256 * 1024;
    private static final int WIDTH_MAX = 1600;
    private static final int HEIGHT_MAX = 800;
    private static final int HEADER_BYTES = 33;
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private Logo() {}

    /// The picture as a plain PNG. Fails with TOO_LARGE beyond 256 KiB, INVALID `invalid_logo` for
    /// anything but a PNG of at most 1600 × 800.
    static byte[] clean(byte[] picture) {
        if (picture.length > BYTES_MAX) {
            throw tooLarge();
        }
        // Its size is read before its pixels: a small file may unfold to gigabytes.
        if (picture.length < HEADER_BYTES || !Arrays.equals(picture, 0, 8, SIGNATURE, 0, 8)) {
            throw wrong();
        }
        var header = ByteBuffer.wrap(picture);
        int width = header.getInt(16);
        int height = header.getInt(20);
        if (width < 1 || width > WIDTH_MAX || height < 1 || height > HEIGHT_MAX) {
            throw wrong();
        }
        var clean = drawn(picture);
        if (clean.length > BYTES_MAX) {
            throw tooLarge();
        }
        return clean;
    }

    private static byte[] drawn(byte[] picture) {
        try {
            var read = ImageIO.read(new ByteArrayInputStream(picture));
            if (read == null) {
                throw wrong();
            }
            var plain = new BufferedImage(read.getWidth(), read.getHeight(), BufferedImage.TYPE_INT_ARGB);
            var pen = plain.createGraphics();
            pen.drawImage(read, 0, 0, null);
            pen.dispose();
            var out = new ByteArrayOutputStream();
            ImageIO.write(plain, "png", out);
            return out.toByteArray();
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException broken) {
            throw wrong();
        }
    }

    private static Problem tooLarge() {
        return Problem.of(Problem.Kind.TOO_LARGE, "too_large", "A logo may have 256 KiB.");
    }

    private static Problem wrong() {
        return Problem.invalid("invalid_logo", "logo", "Give a PNG of at most 1600 × 800 pixels.");
    }
}
