package dev.countermand.outgoing;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// One request to an address that somebody else has named.
///
/// @param url where to; see [OutgoingCalls#check] for what is allowed
/// @param headers further headers; those of the connection itself (`Host`, `Content-Length`, …) are ours
/// @param body sent as UTF-8; empty for none
/// @param timeout how long all of it may take, from the name to the last byte of the answer
/// @param answerBytesMax how much of the answer is read
public record OutgoingCall(
        String method, String url, Map<String, String> headers, String body, Duration timeout, int answerBytesMax) {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E\\t]*");
    private static final Pattern OURS = Pattern.compile(
            "(?i)host|connection|content-length|transfer-encoding|expect|upgrade|te|trailer|user-agent");
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int ANSWER_BYTES_MAX = 1 << 20;

    /// Fails with `IllegalArgumentException` for a method or header that could break out of its line.
    public OutgoingCall {
        headers = Map.copyOf(headers);
        if (!TOKEN.matcher(method).matches()) {
            throw new IllegalArgumentException("not a method");
        }
        headers.forEach((name, value) -> {
            if (!TOKEN.matcher(name).matches()
                    || !VALUE.matcher(value).matches()
                    || OURS.matcher(name).matches()) {
                throw new IllegalArgumentException("not a header of the caller: " + name.replaceAll("[^\\w-]", "?"));
            }
        });
    }

    /// Reads what stands there.
    public static OutgoingCall get(String url) {
        return new OutgoingCall("GET", url, Map.of(), "", TIMEOUT, ANSWER_BYTES_MAX);
    }

    /// Sends JSON.
    public static OutgoingCall post(String url, String json) {
        return new OutgoingCall(
                "POST", url, Map.of("Content-Type", "application/json"), json, TIMEOUT, ANSWER_BYTES_MAX);
    }

    /// The same with further headers; a name given before gets the new value.
    public OutgoingCall with(Map<String, String> more) {
        var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        all.putAll(more);
        return new OutgoingCall(method, url, all, body, timeout, answerBytesMax);
    }

    /// The same within other limits.
    public OutgoingCall within(Duration all, int bytesMax) {
        return new OutgoingCall(method, url, headers, body, all, bytesMax);
    }
}
