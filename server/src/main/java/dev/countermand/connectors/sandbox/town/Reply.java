package dev.countermand.connectors.sandbox.town;

import dev.countermand.connectors.sandbox.town.Dice.Fault;
import dev.countermand.site.Json;
import java.util.Map;
import java.util.TreeMap;

/// What a company answers to a call.
///
/// @param fault how the answer gets lost; what was asked is done all the same
record Reply(int status, String json, Fault fault) {

    static Reply of(int status, Map<String, ?> members) {
        return new Reply(status, Json.write(new TreeMap<>(members)), Fault.NONE);
    }

    static Reply error(int status, String code, String message) {
        return of(status, Map.of("error", code, "message", message));
    }

    Reply lost(Fault how) {
        return new Reply(status, json, how);
    }
}
