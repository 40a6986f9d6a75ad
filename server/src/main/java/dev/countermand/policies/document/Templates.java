package dev.countermand.policies.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Documents to begin with.
public final class Templates {

    /// What there is, from the smallest on.
    public static final List<String> NAMES = List.of(
            "small-shop",
            "marketplace",
            "contact-brand",
            "made-to-order",
            "digital-goods",
            "groceries",
            "b2b",
            "tau2-retail");

    private Templates() {}

    /// The template of this name. Fails with IllegalArgumentException for a name that is not among [#NAMES].
    public static String text(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("There is no template '" + Leaves.shown(name) + "'."
                    + Nearest.hint(name, NAMES) + " There are " + String.join(", ", NAMES) + ".");
        }
        try (var in = Templates.class.getResourceAsStream("/policies/templates/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("no template " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// The same for editors that read the schema at another address.
    public static String text(String name, String schema) {
        return text(name).replace("http://localhost:8080/policy.schema.json", schema);
    }

    /// What a template is for: the first line of its comment that is for people.
    public static String about(String name) {
        return text(name)
                .lines()
                .skip(1)
                .findFirst()
                .map(line -> line.substring(2))
                .orElse("");
    }
}
