package dev.countermand.bench;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// A shipment as the server tells it.
final class Shipment {

    private Shipment() {}

    /// Line → how many units this shipment holds.
    static Map<String, Integer> units(JsonNode shipment) {
        var units = new TreeMap<String, Integer>();
        for (var line : shipment.path("lines")) {
            units.merge(line.path("line").asString(), line.path("quantity").asInt(), Integer::sum);
        }
        return units;
    }
}
