package dev.countermand.policies.document;

import dev.countermand.policies.document.Shape.Brief;
import dev.countermand.policies.document.Shape.Leaf;
import dev.countermand.policies.document.Shape.Listing;
import dev.countermand.policies.document.Shape.Mapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Compares a tree of nodes with the shape it should have, and keeps what fits. Every text is read as it was written:
/// `NO` is a country and no "no", 0123 an article and no number.
final class Walk {

    /// More faults than this help nobody.
    static final int FAULTS_MAX = 100;

    private final int[] source;
    private final List<Fault> faults;

    /// @param source the document
    /// @param faults to which is added what is wrong
    Walk(String source, List<Fault> faults) {
        this.source = source.codePoints().toArray();
        this.faults = faults;
    }

    /// What stands here; null when it is faulty.
    @Nullable
    Found read(Node node, Shape shape, String path) {
        if (faults.size() >= FAULTS_MAX) {
            return null;
        }
        if (isEmpty(node)) {
            add(node, path, "empty", "Nothing stands here; write " + shape.called() + ", or leave the key out.");
            return null;
        }
        return switch (shape) {
            case Leaf<?> leaf -> leaf(node, leaf, path);
            case Listing list -> list(node, list, path);
            case Mapping mapping -> mapping(node, mapping, path);
            case Brief brief -> brief(node, brief, path);
        };
    }

    private static boolean isEmpty(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && (scalar.getValue().isEmpty() || scalar.getValue().matches("~|null"));
    }

    private @Nullable Found leaf(Node node, Leaf<?> leaf, String path) {
        if (!(node instanceof ScalarNode scalar)) {
            add(node, path, "wrong_shape", "One value belongs here: " + leaf.what() + ".");
            return null;
        }
        var text = scalar.getValue().strip();
        if (text.codePoints().anyMatch(Walk::isUnseen)) {
            add(node, path, "control_character", "There is a character that cannot be seen; remove it.");
            return null;
        }
        try {
            return new Found(Place.of(node.getStartMark()), path, leaf.reads().read(text));
        } catch (Wrong wrong) {
            var inside = wrong.inside();
            var place = inside == null ? Place.of(node.getStartMark()) : new TextPlaces(source, scalar).of(inside);
            faults.add(new Fault(place, path, wrong.code(), String.valueOf(wrong.getMessage())));
            return null;
        }
    }

    private static boolean isUnseen(int character) {
        return (Character.isISOControl(character) && character != '\n' && character != '\t')
                || Character.getType(character) == Character.SURROGATE
                // Marks that turn the direction of writing hide what a text says.
                || (character >= 0x202A && character <= 0x202E)
                || (character >= 0x2066 && character <= 0x2069);
    }

    private @Nullable Found list(Node node, Listing list, String path) {
        if (node instanceof ScalarNode && list.each() instanceof Leaf<?>) {
            var only = read(node, list.each(), path);
            return only == null ? null : new Found(only.place(), path, List.of(only));
        }
        if (!(node instanceof SequenceNode sequence)) {
            add(node, path, "wrong_shape", "A list belongs here: begin each member with `- `.");
            return null;
        }
        if (sequence.getValue().size() > list.max()) {
            add(
                    node,
                    path,
                    "too_many",
                    "The list has " + sequence.getValue().size() + " members; at most " + list.max() + " are read.");
            return null;
        }
        var members = new ArrayList<Found>();
        for (int i = 0; i < sequence.getValue().size(); i++) {
            var member = read(sequence.getValue().get(i), list.each(), path + "/" + i);
            if (member != null) {
                members.add(member);
            }
        }
        return new Found(Place.of(node.getStartMark()), path, members);
    }

    private @Nullable Found brief(Node node, Brief brief, String path) {
        if (!(node instanceof ScalarNode)) {
            return mapping(node, brief.mapping(), path);
        }
        var value = read(node, brief.mapping().key(brief.key()).orElseThrow().shape(), path + "/" + brief.key());
        return value == null ? null : new Found(value.place(), path, Map.of(brief.key(), value));
    }

    private @Nullable Found mapping(Node node, Mapping mapping, String path) {
        if (!(node instanceof MappingNode there)) {
            add(node, path, "wrong_shape", "Keys belong here: " + mapping.called() + ".");
            return null;
        }
        var members = new LinkedHashMap<String, Found>();
        var named = new HashSet<String>();
        for (var tuple : there.getValue()) {
            member(tuple, mapping, path, named, members);
        }
        for (var key : mapping.keys()) {
            if (key.required() && !named.contains(key.name())) {
                add(node, path, "missing", "`" + key.name() + ":` is missing; write it. " + key.about());
            }
        }
        return new Found(Place.of(node.getStartMark()), path, members);
    }

    private void member(NodeTuple tuple, Mapping mapping, String path, Set<String> named, Map<String, Found> members) {
        if (!(tuple.getKeyNode() instanceof ScalarNode word)) {
            add(tuple.getKeyNode(), path, "wrong_shape", "A key is one word, such as " + mapping.called() + ".");
            return;
        }
        var name = word.getValue();
        var key = mapping.key(name);
        if (key.isEmpty()) {
            add(
                    word,
                    path,
                    "unknown_key",
                    "There is no `" + Leaves.shown(name) + "` here."
                            + Nearest.of(name, mapping.words())
                                    .map(near -> " Did you mean `" + near + "`?")
                                    .orElse(" Known are " + String.join(", ", mapping.words()) + "."));
        } else if (!named.add(name)) {
            add(word, path + "/" + name, "duplicate_key", "`" + name + "` stands here twice; keep one of the two.");
        } else {
            var value = read(tuple.getValueNode(), key.get().shape(), path + "/" + name);
            if (value != null) {
                members.put(name, value);
            }
        }
    }

    private void add(Node node, String path, String code, String message) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(new Fault(Place.of(node.getStartMark()), path, code, message));
        }
    }
}
