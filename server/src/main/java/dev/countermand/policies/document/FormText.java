package dev.countermand.policies.document;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// The text of a document, of which single terms are read and changed in place: comments, order and everything else
/// stay as they were written.
public final class FormText {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_ .%+-]*");
    private static final String INDENT = "  ";

    private final String text;
    private final MappingNode root;

    private FormText(String text, MappingNode root) {
        this.text = text;
        this.root = root;
    }

    /// A text that can be read as YAML, whatever else is wrong with it; empty for any other one.
    public static Optional<FormText> of(String text) {
        return Nodes.read(text, new ArrayList<>()) instanceof MappingNode root
                ? Optional.of(new FormText(text, root))
                : Optional.empty();
    }

    /// What stands there, several with commas between them; empty when nothing does.
    public String get(FormField field) {
        var value = value(field);
        return value == null ? "" : String.join(", ", texts(value));
    }

    /// What stands there of every field.
    public Map<FormField, String> all() {
        var all = new EnumMap<FormField, String>(FormField.class);
        for (var field : FormField.values()) {
            all.put(field, get(field));
        }
        return all;
    }

    /// The text with other terms: an empty one takes the term away. Those that are as they were stay as they were
    /// written. Empty when one of them stands in a way that cannot be changed in place.
    public Optional<String> with(Map<FormField, String> wanted) {
        var now = Optional.of(this);
        for (var field : FormField.values()) {
            var value = wanted.get(field);
            if (value != null && now.isPresent()) {
                var clean = clean(value);
                now = clean.equals(clean(now.get().get(field)))
                        ? now
                        : now.get().with(field, clean);
            }
        }
        return now.map(done -> done.text);
    }

    /// Only what the field says has changed, or nothing is.
    private Optional<FormText> with(FormField field, String value) {
        var edited = of(value.isEmpty() ? without(field) : written(field, value));
        return edited.filter(after -> {
            for (var each : FormField.values()) {
                if (!clean(after.get(each)).equals(each == field ? value : clean(get(each)))) {
                    return false;
                }
            }
            return after.root.getValue().size() >= root.getValue().size() - 1;
        });
    }

    /// As values are compared: several without empty ones and spaces around.
    public static String clean(String value) {
        return List.of(value.split(",", -1)).stream()
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private String written(FormField field, String value) {
        var scalar = scalar(field, value);
        var there = value(field);
        if (there != null) {
            return splice(begin(there), end(there), scalar);
        }
        var part = tuple(root, field.part());
        var line = field.key() + ": " + scalar;
        if (part == null) {
            return root.getFlowStyle() == FlowStyle.FLOW
                    ? splice(end(root) - 1, end(root) - 1, ", " + field.part() + ": {" + line + "}")
                    : text + (text.endsWith("\n") ? "" : "\n") + field.part() + ":\n" + INDENT + line + "\n";
        }
        if (part.getValueNode() instanceof MappingNode mapping
                && !mapping.getValue().isEmpty()) {
            return mapping.getFlowStyle() == FlowStyle.FLOW
                    ? splice(end(mapping) - 1, end(mapping) - 1, ", " + line)
                    : inserted(mapping, field, line);
        }
        if (part.getValueNode() instanceof MappingNode empty) {
            return splice(end(empty) - 1, end(empty) - 1, line);
        }
        int after = endOfLine(end(part.getKeyNode()));
        return splice(after, after, "\n" + INDENT + line);
    }

    /// A line of its own, after the one before it in the order of the format; else as the first.
    private String inserted(MappingNode mapping, FormField field, String line) {
        var indent = " "
                .repeat(mapping.getValue()
                        .getFirst()
                        .getKeyNode()
                        .getStartMark()
                        .getColumn());
        Node before = null;
        for (var earlier : FormField.values()) {
            if (earlier.compareTo(field) < 0 && earlier.part().equals(field.part())) {
                var there = tuple(mapping, earlier.key());
                before = there == null ? before : there.getValueNode();
            }
        }
        int at = before == null ? endOfLine(end(part(field).getKeyNode())) : endOfLine(end(before));
        return splice(at, at, "\n" + indent + line);
    }

    private NodeTuple part(FormField field) {
        var part = tuple(root, field.part());
        if (part == null) {
            throw new IllegalStateException("no " + field.part());
        }
        return part;
    }

    /// Without the line of a term; and without its part, when nothing else stands there.
    private String without(FormField field) {
        var part = part(field);
        if (!(part.getValueNode() instanceof MappingNode mapping)) {
            return text;
        }
        boolean alone = mapping.getValue().size() == 1;
        var within = alone ? root : mapping;
        var gone = alone ? part : tuple(mapping, field.key());
        if (gone == null) {
            return text;
        }
        int from = begin(gone.getKeyNode());
        int to = end(gone.getValueNode());
        if (within.getFlowStyle() == FlowStyle.FLOW) {
            boolean first = within.getValue().getFirst() == gone;
            var rest = within.getValue().size() == 1
                    ? to
                    : first ? begin(within.getValue().get(1).getKeyNode()) : to;
            int since = first ? from : end(before(within, gone).getValueNode());
            return splice(since, rest, "");
        }
        int line = startOfLine(from);
        int end = Math.min(endOfLine(to) + 1, length());
        return splice(line, end, "");
    }

    private static NodeTuple before(MappingNode mapping, NodeTuple tuple) {
        return mapping.getValue().get(mapping.getValue().indexOf(tuple) - 1);
    }

    private @Nullable Node value(FormField field) {
        var part = tuple(root, field.part());
        if (part == null || !(part.getValueNode() instanceof MappingNode mapping)) {
            return null;
        }
        var tuple = tuple(mapping, field.key());
        return tuple == null ? null : tuple.getValueNode();
    }

    private static @Nullable NodeTuple tuple(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .filter(each -> each.getKeyNode() instanceof ScalarNode scalar
                        && scalar.getValue().equals(key))
                .findFirst()
                .orElse(null);
    }

    private static List<String> texts(Node value) {
        return switch (value) {
            case ScalarNode scalar -> List.of(scalar.getValue().strip());
            case SequenceNode list ->
                list.getValue().stream().flatMap(each -> texts(each).stream()).toList();
            default -> List.of();
        };
    }

    private static String scalar(FormField field, String value) {
        boolean list = field.sort() == FormField.Sort.KINDS || field.sort() == FormField.Sort.TEXTS;
        if (list && value.contains(",")) {
            return List.of(value.split(",", -1)).stream()
                    .map(each -> quoted(each.strip()))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return quoted(value);
    }

    private static String quoted(String value) {
        if (PLAIN.matcher(value).matches()) {
            return value;
        }
        var quoted = new StringBuilder("\"");
        value.codePoints().forEach(character -> {
            switch (character) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.appendCodePoint(character);
            }
        });
        return quoted.append('"').toString();
    }

    private static int begin(Node node) {
        return node.getStartMark().getIndex();
    }

    /// Where the last of what was written ends: blocks themselves end only where the next thing begins.
    private static int end(Node node) {
        return switch (node) {
            case MappingNode block
            when block.getFlowStyle() != FlowStyle.FLOW && !block.getValue().isEmpty() ->
                end(block.getValue().getLast().getValueNode());
            case SequenceNode block
            when block.getFlowStyle() != FlowStyle.FLOW && !block.getValue().isEmpty() ->
                end(block.getValue().getLast());
            default -> node.getEndMark().getIndex();
        };
    }

    private int length() {
        return text.codePointCount(0, text.length());
    }

    private int startOfLine(int index) {
        return text.codePointCount(0, text.lastIndexOf('\n', text.offsetByCodePoints(0, index) - 1) + 1);
    }

    private int endOfLine(int index) {
        int end = text.indexOf('\n', text.offsetByCodePoints(0, index));
        return end < 0 ? length() : text.codePointCount(0, end);
    }

    private String splice(int from, int to, String more) {
        return text.substring(0, text.offsetByCodePoints(0, from))
                + more
                + text.substring(text.offsetByCodePoints(0, to));
    }
}
