package dev.countermand.policies.document;

import dev.countermand.policies.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The document of a seller's terms: read, written, and described to editors.
public final class PolicyDocument {

    /// How long an attempt waits where neither the document nor the operator says else.
    public static final Duration ANSWER_WITHIN = Duration.ofHours(24);

    /// The longest document, in characters.
    public static final int CHARACTERS_MAX = Nodes.CHARACTERS_MAX;

    private PolicyDocument() {}

    /// What came of reading.
    public sealed interface Reading {

        /// Terms that may be published, with an empty version.
        ///
        /// @param places JSON pointer → where it stands in the document
        record Sound(Terms terms, Map<String, Place> places) implements Reading {

            /// Where this path begins, or the nearest one around it that stands in the document.
            public Place place(String path) {
                var at = path;
                while (!at.isEmpty() && !places.containsKey(at)) {
                    at = at.substring(0, at.lastIndexOf('/'));
                }
                return places.getOrDefault(at, Place.START);
            }
        }

        /// All that is wrong, in the order of the document; never empty, at most 100.
        record Faulty(List<Fault> faults) implements Reading {}
    }

    /// Reads a document of at most 256 KiB.
    ///
    /// @param builtIn what holds where the document says nothing
    public static Reading read(String yaml, Terms.Cancellation builtIn) {
        var faults = new ArrayList<Fault>();
        var root = Nodes.read(yaml, faults);
        if (root == null) {
            if (faults.isEmpty()) {
                faults.add(new Fault(Place.START, "", "empty", "The document is empty; begin with `policy: 1`."));
            }
            return new Reading.Faulty(List.copyOf(faults));
        }
        var found = new Walk(yaml, faults).read(root, Format.DOCUMENT, "");
        if (found != null) {
            var terms = new TermsReader(builtIn, faults).read(found);
            if (faults.isEmpty()) {
                var places = new LinkedHashMap<String, Place>();
                places(found, places);
                return new Reading.Sound(terms, Map.copyOf(places));
            }
        }
        return new Reading.Faulty(
                faults.stream().sorted(Fault.IN_ORDER).limit(Walk.FAULTS_MAX).toList());
    }

    private static void places(Found found, Map<String, Place> places) {
        places.put(found.path(), found.place());
        var members = found.value() instanceof Map<?, ?> map
                ? List.copyOf(map.values())
                : found.value() instanceof List<?> list ? list : List.of();
        for (var member : members) {
            places((Found) member, places);
        }
    }

    /// The document that says these terms; reading it gives equal terms. Stages for which a remedy says nothing in
    /// documents, such as `returned`, are left out.
    public static String write(Terms terms) {
        return TermsWriter.write(terms);
    }

    /// The built-in terms, as they are where the operator sets no deadline of his own.
    ///
    /// @param answerWithin the operator's deadline
    public static Terms.Cancellation builtIn(Duration answerWithin) {
        return new Terms.Cancellation(
                Terms.Rule.ALLOWED,
                Terms.Rule.ALLOWED,
                null,
                Set.of(),
                Set.of(),
                answerWithin,
                Terms.Silence.UNABLE,
                Terms.ShippingBack.WITH_LAST_UNIT);
    }

    /// The format as JSON Schema, draft 2020-12, for editors.
    public static Map<String, Object> schema() {
        var definitions = new LinkedHashMap<String, Object>();
        var root = Format.DOCUMENT.schema(definitions);
        return Leaves.json(
                "$schema",
                "https://json-schema.org/draft/2020-12/schema",
                "title",
                "A seller's policy",
                "description",
                "What customers may do with goods they do not want any more, in which stages, how long, and what is"
                        + " otherwise for some goods.",
                "$ref",
                String.valueOf(root.get("$ref")),
                "$defs",
                definitions);
    }
}
