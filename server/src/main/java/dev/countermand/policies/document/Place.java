package dev.countermand.policies.document;

import org.yaml.snakeyaml.error.Mark;

/// Where something stands in a document.
///
/// @param line from 1
/// @param column in that line, in characters as people count them, from 1
public record Place(int line, int column) {

    static final Place START = new Place(1, 1);

    static Place of(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
