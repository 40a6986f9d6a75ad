package dev.countermand.policies.document;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;

/// YAML as a tree of nodes with their places. Anchors, aliases and tags are refused before any tree is built: the
/// one makes small documents large, the other would name types.
final class Nodes {

    /// The largest document, in characters.
    static final int CHARACTERS_MAX = 256 * 1024;

    private static final int DEPTH_MAX = 12;

    private Nodes() {}

    /// The root; null when it is empty or faults were added.
    static @Nullable Node read(String yaml, List<Fault> faults) {
        if (yaml.length() > CHARACTERS_MAX) {
            faults.add(new Fault(
                    Place.START,
                    "",
                    "too_large",
                    "The document has " + yaml.length() + " characters; at most " + CHARACTERS_MAX + " are read."));
            return null;
        }
        try {
            faults.addAll(unwanted(yaml));
            return faults.isEmpty() ? new Yaml(options()).compose(new StringReader(yaml)) : null;
        } catch (MarkedYAMLException marked) {
            var mark = marked.getProblemMark() == null ? marked.getContextMark() : marked.getProblemMark();
            faults.add(syntax(mark, String.valueOf(marked.getProblem())));
        } catch (YAMLException other) {
            faults.add(syntax(
                    null, String.valueOf(other.getMessage()).lines().findFirst().orElse("")));
        }
        return null;
    }

    private static LoaderOptions options() {
        var options = new LoaderOptions();
        options.setCodePointLimit(CHARACTERS_MAX);
        options.setNestingDepthLimit(DEPTH_MAX + 1);
        options.setMaxAliasesForCollections(0);
        return options;
    }

    private static List<Fault> unwanted(String yaml) {
        var faults = new ArrayList<Fault>();
        int depth = 0;
        for (var event : new Yaml(options()).parse(new StringReader(yaml))) {
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            if (depth > DEPTH_MAX) {
                faults.add(at(event, "too_deep", "It is nested too deeply; nothing here is deeper than a condition."));
                return faults;
            }
            if (event instanceof NodeEvent node) {
                unwanted(node, faults);
            }
            if (faults.size() >= Walk.FAULTS_MAX) {
                return faults;
            }
        }
        return faults;
    }

    private static void unwanted(NodeEvent node, List<Fault> faults) {
        if (node instanceof AliasEvent) {
            faults.add(at(
                    node,
                    "alias",
                    "'*' stands for an alias, and there are none here; write it out."
                            + " A text that begins with * needs quotes."));
        } else if (node.getAnchor() != null) {
            faults.add(at(node, "anchor", "'&' begins an anchor, and there are none here; remove it."));
        }
        var tag = node instanceof ScalarEvent scalar
                ? scalar.getTag()
                : node instanceof CollectionStartEvent start ? start.getTag() : null;
        if (tag != null) {
            faults.add(
                    at(node, "tag", "'!' begins a tag, and there are none here; remove it or put the text in quotes."));
        }
    }

    private static Fault at(Event event, String code, String message) {
        return new Fault(Place.of(event.getStartMark()), "", code, message);
    }

    private static Fault syntax(@Nullable Mark mark, String problem) {
        var place = mark == null ? Place.START : Place.of(mark);
        return new Fault(place, "", "syntax", cure(problem));
    }

    private static String cure(String problem) {
        if (problem.contains("TAB") || problem.contains("\\t")) {
            return "A tab does not indent; use spaces.";
        }
        if (problem.contains("special characters are not allowed")) {
            return "There is a character that cannot be seen; remove it.";
        }
        if (problem.contains("another document")) {
            return "A second document begins here; a file holds one policy, so remove `---`.";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "A colon is too much here: check the indentation, or put the text in quotes.";
        }
        if (problem.contains("expected <block end>")) {
            return "The indentation does not fit: keys of one mapping begin in one column.";
        }
        if (problem.contains("could not find expected ':'")) {
            return "A colon is missing: write `key: value`.";
        }
        return "This is no YAML: " + Leaves.shown(problem) + "; check quotes, brackets and indentation.";
    }
}
