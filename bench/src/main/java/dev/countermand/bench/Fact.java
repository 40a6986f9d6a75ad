package dev.countermand.bench;

import tools.jackson.databind.JsonNode;

/// An entry of the case log as the server tells it.
///
/// @param cursor its place in the event feed, 0 on a timeline that does not tell it
/// @param order the shop's number of the order
/// @param seq its number within the order
/// @param json everything that was told of it
record Fact(long cursor, String order, long seq, String kind, JsonNode json) {

    static Fact of(JsonNode json) {
        return new Fact(
                json.path("cursor").asLong(0),
                json.path("order").asString(json.path("number").asString("")),
                json.path("seq").asLong(-1),
                json.path("kind").asString(""),
                json);
    }

    JsonNode body() {
        return json.path("body");
    }
}
