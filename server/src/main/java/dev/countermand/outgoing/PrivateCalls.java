package dev.countermand.outgoing;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The private addresses that the operator lets this server call: `COUNTERMAND_PRIVATE_CALLS`.
final class PrivateCalls {

    private static final Pattern ENTRY =
            Pattern.compile("\\[([^\\]]+)](?::(\\d+))?|([^:]+)(?::(\\d+))?|([0-9a-f:.]+(?:/\\d+)?)");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]*[a-z0-9])?");
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+(/\\d+)?|.*:.*");
    private static final int PORT_MAX = 65_535;

    /// @param host a name, whatever it resolves to; null for a range
    /// @param port 0 for any
    private record Entry(@Nullable String host, @Nullable Range range, int port) {

        boolean allows(String name, InetAddress address, int at) {
            return (port == 0 || port == at)
                    && (range == null ? name.equals(host) : range.contains(Addresses.unwrapped(address)));
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    private PrivateCalls() {}

    /// Reads `10.1.0.0/16, 127.0.0.1:8080, [::1]:8080, warehouse.internal`; `none` for nothing.
    /// Fails with `IllegalArgumentException` that names the entry which is none of these.
    static PrivateCalls of(String setting) {
        var calls = new PrivateCalls();
        for (var text : setting.toLowerCase(Locale.ROOT).split("[,\\s]+")) {
            if (!text.isEmpty() && !text.equals("none")) {
                calls.entries.add(entry(text));
            }
        }
        return calls;
    }

    private static Entry entry(String text) {
        var parts = ENTRY.matcher(text);
        try {
            if (parts.matches()) {
                var host = first(parts.group(1), parts.group(3), parts.group(5));
                var port = first(parts.group(2), parts.group(4), "0");
                return entry(host, Integer.parseInt(port));
            }
        } catch (IllegalArgumentException e) {
            throw broken(text, e);
        }
        throw broken(text, null);
    }

    private static Entry entry(String host, int port) {
        if (port > PORT_MAX) {
            throw new IllegalArgumentException("port");
        }
        if (NUMERIC.matcher(host).matches()) {
            return new Entry(null, Range.of(host), port);
        }
        if (!NAME.matcher(host).matches()) {
            throw new IllegalArgumentException("host");
        }
        return new Entry(host, null, port);
    }

    private static String first(@Nullable String... texts) {
        for (var text : texts) {
            if (text != null) {
                return text;
            }
        }
        throw new IllegalArgumentException("nothing");
    }

    private static IllegalArgumentException broken(String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "COUNTERMAND_PRIVATE_CALLS: '" + text
                        + "' is neither an address, a range such as 10.0.0.0/8, nor a host",
                cause);
    }

    boolean allow(String host, InetAddress address, int port) {
        return entries.stream().anyMatch(entry -> entry.allows(host, address, port));
    }
}
