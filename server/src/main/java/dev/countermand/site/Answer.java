package dev.countermand.site;

import java.util.Map;

/// A finished answer to a command: kept as it is under the caller's key, and replayed byte for byte.
///
/// @param status HTTP status; 2xx or a decided 409
/// @param contentType media type of the body
/// @param headers further headers that belong to the answer, such as `Location`
/// @param body the text, sent as UTF-8
public record Answer(int status, String contentType, Map<String, String> headers, String body) {}
