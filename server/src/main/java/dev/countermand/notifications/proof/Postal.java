package dev.countermand.notifications.proof;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A postal address as a fact or a receipt has it.
public final class Postal {

    private Postal() {}

    /// Its parts, in the order in which they are read on one line; empty where there is none.
    public static List<String> parts(JsonNode address) {
        return Stream.of("name", "line1", "line2", "line3", "postalCode", "city", "region", "country")
                .map(part -> address.path(part).asString(""))
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
