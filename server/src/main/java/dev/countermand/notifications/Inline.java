package dev.countermand.notifications;

import java.util.regex.Pattern;

/// Foreign words made safe to stand in the middle of ours.
final class Inline {

    /// What ends a line, hides, or turns the direction of what follows.
    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]+");

    private static final char ISOLATE = '\u2068';
    private static final char END_OF_ISOLATE = '\u2069';

    private Inline() {}

    /// The text on one line; a right-to-left name stays in its place, whatever stands around it.
    static String of(String foreign) {
        var line = CONTROL.matcher(foreign).replaceAll(" ").strip();
        return line.codePoints().anyMatch(Inline::isRightToLeft) ? ISOLATE + line + END_OF_ISOLATE : line;
    }

    private static boolean isRightToLeft(int codePoint) {
        return switch (Character.getDirectionality(codePoint)) {
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC -> true;
            default -> false;
        };
    }
}
