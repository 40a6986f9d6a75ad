package dev.countermand.policies.document;

import org.yaml.snakeyaml.nodes.ScalarNode;

/// Finds a place of a text in the document around it: past quotes, indentation and folded lines. Characters that were
/// written as escapes may shift the place by a few columns.
final class TextPlaces {

    private final int[] source;
    private final ScalarNode node;
    private final int[] text;

    TextPlaces(int[] source, ScalarNode node) {
        this.source = source;
        this.node = node;
        this.text = node.getValue().codePoints().toArray();
    }

    /// Where that place of the text stands in the document.
    Place of(Place inside) {
        int wanted = Math.min(leading() + index(inside), text.length);
        int at = begin();
        int last = Math.min(node.getEndMark().getIndex(), source.length);
        for (int i = 0; i < wanted && at < last; i++) {
            if (!Character.isWhitespace(text[i])) {
                while (at < last && source[at] != text[i]) {
                    at++;
                }
                at++;
            } else if (Character.isWhitespace(source[at])) {
                at++;
            }
        }
        // The next one that is no space, if there is one: folded lines are indented.
        int next = at;
        while (wanted < text.length
                && !Character.isWhitespace(text[wanted])
                && next < last
                && source[next] != text[wanted]) {
            next++;
        }
        return place(next < last ? next : at);
    }

    /// Where the text itself begins: after its quote, or in the line after `|` and `>`.
    private int begin() {
        int start = Math.min(node.getStartMark().getIndex(), source.length);
        return switch (node.getScalarStyle()) {
            case SINGLE_QUOTED, DOUBLE_QUOTED -> start + 1;
            case LITERAL, FOLDED -> {
                int line = start;
                while (line < source.length && source[line] != '\n') {
                    line++;
                }
                yield Math.min(line + 1, source.length);
            }
            default -> start;
        };
    }

    /// What was cut off before the text was read.
    private int leading() {
        int spaces = 0;
        while (spaces < text.length && Character.isWhitespace(text[spaces])) {
            spaces++;
        }
        return spaces;
    }

    private int index(Place inside) {
        int line = 1;
        int at = leading();
        while (line < inside.line() && at < text.length) {
            line += text[at] == '\n' ? 1 : 0;
            at++;
        }
        return at - leading() + inside.column() - 1;
    }

    private Place place(int index) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(index, source.length); i++) {
            if (source[i] == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        return new Place(line, column);
    }
}
