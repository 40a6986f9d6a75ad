package dev.countermand.bench;

import tools.jackson.databind.JsonNode;

/// What the server answered.
///
/// @param type media type as sent
/// @param location the `Location` header, empty when absent
/// @param body the text, byte for byte (UTF-8)
record Reply(int status, String type, String location, String body) {

    JsonNode json() {
        return Json.read(body);
    }

    /// The stable code of a problem, empty for anything else.
    String code() {
        return status < 400 ? "" : json().path("code").asString("");
    }

    /// Done, or refused by a rule: an answer that the server promises to repeat.
    boolean isDecided() {
        return status / 100 == 2 || (status == 409 && !code().equals("in_progress"));
    }

    /// Not an answer about the command at all: the server was not able, or too busy. To be asked again.
    boolean isNoAnswer() {
        return status >= 500 || status == 429 || code().equals("in_progress");
    }

    /// For people: the status, with the code of a problem.
    String brief() {
        return code().isEmpty() ? String.valueOf(status) : status + " " + code();
    }
}
