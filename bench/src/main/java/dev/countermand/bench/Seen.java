package dev.countermand.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// What a client read in an answer, as far as the [Model] can say something about it.
///
/// @param code the problem's code, empty for none
/// @param id the public id of the cancellation, empty for none
/// @param units line number (from 0) → its units by stage, for the lines that the answer told
record Seen(int status, String code, String id, Map<Integer, Model.Line> units) {

    static Seen in(Reply reply) {
        var json = reply.json();
        var units = new TreeMap<Integer, Model.Line>();
        var lines = json.has("lines") ? json.path("lines") : json.path("order").path("lines");
        for (var line : lines) {
            if (line.has("units")) {
                units.put(Integer.parseInt(line.path("line").asString()) - 1, units(line.path("units")));
            }
        }
        return new Seen(reply.status(), reply.code(), json.path("id").asString(""), units);
    }

    static Model.Line units(JsonNode units) {
        return new Model.Line(
                units.path("open").asInt(0),
                units.path("released").asInt(0),
                units.path("stopping").asInt(0),
                units.path("canceled").asInt(0),
                units.path("shipped").asInt(0));
    }

    boolean agrees(List<Model.Line> lines) {
        return units.entrySet().stream()
                .allMatch(told -> lines.get(told.getKey()).equals(told.getValue()));
    }
}
