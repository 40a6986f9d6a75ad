package dev.countermand.notifications.receipts.paper;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/// A QR code as squares, without the quiet border that belongs around it.
public final class QrCode {

    /// How many squares of quiet belong around it.
    public static final int QUIET = 4;

    private final ByteMatrix matrix;

    private QrCode(ByteMatrix matrix) {
        this.matrix = matrix;
    }

    /// Fails with `IllegalArgumentException` for more than some 2,300 characters.
    public static QrCode of(String text) {
        try {
            return new QrCode(Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix());
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("this does not fit into a QR code", tooLong);
        }
    }

    /// Squares on a side.
    public int size() {
        return matrix.getWidth();
    }

    boolean isDark(int column, int row) {
        return matrix.get(column, row) == 1;
    }

    /// The dark squares as the path of an SVG whose unit is a square, the quiet border included.
    public String path() {
        var path = new StringBuilder();
        for (int row = 0; row < size(); row++) {
            for (int column = 0; column < size(); column++) {
                if (isDark(column, row)) {
                    path.append('M')
                            .append(column + QUIET)
                            .append(' ')
                            .append(row + QUIET)
                            .append("h1v1h-1z");
                }
            }
        }
        return path.toString();
    }
}
