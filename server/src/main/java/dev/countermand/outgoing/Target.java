package dev.countermand.outgoing;

import dev.countermand.outgoing.CallResult.Objection;
import dev.countermand.outgoing.CallResult.Refused;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/// An address as it was written, taken apart and found in order as far as its letters tell. Pure.
///
/// @param host in lower case, without a last dot; an address of version six without brackets
/// @param authority what stands in the `Host` header
/// @param resource path and query, as sent
record Target(boolean encrypted, String host, int port, String authority, String resource) {

    static final int LENGTH_MAX = 2000;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int FIRST_FREE_PORT = 1024;
    private static final int PORT_MAX = 65_535;

    /// Above 1023, where other things than web servers are known to answer.
    private static final Set<Integer> NOT_WEB = Set.of(
            1433, 1521, 1719, 1720, 1723, 2049, 2375, 2379, 3306, 3389, 3659, 4045, 4190, 4369, 5060, 5061, 5432, 5672,
            5900, 6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 9042, 9092, 9300, 10080, 10250, 11211,
            27017);

    /// Thrown for an address that is never called.
    static final class Bad extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Refused refused;

        Bad(Objection objection, String detail) {
            super(detail, null, false, false);
            this.refused = new Refused(objection, detail);
        }

        Refused refused() {
            return refused;
        }
    }

    static Target of(String url) throws Bad {
        var uri = parse(url);
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean encrypted = scheme.equals("https");
        if (!encrypted && !scheme.equals("http")) {
            throw new Bad(Objection.SCHEME, "The address must begin with https://.");
        }
        if (uri.getRawUserInfo() != null || authorityHasUser(uri)) {
            throw new Bad(Objection.CREDENTIALS, "The address must not carry a name or password.");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty() || uri.getHost().contains("%")) {
            throw new Bad(
                    Objection.NOT_AN_ADDRESS,
                    "The address needs a host; write one with other letters than a-z in its ASCII form (xn--…).");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : encrypted ? HTTPS : HTTP;
        if (!isWebPort(port)) {
            throw new Bad(Objection.PORT, "Port " + port + " is not one for web servers: use 443 or one from 1024 on.");
        }
        return new Target(encrypted, host(uri), port, authority(uri), resource(uri));
    }

    private static URI parse(String url) throws Bad {
        try {
            if (url.length() <= LENGTH_MAX) {
                // What a URI lets through beyond ASCII is sent as its bytes, percent-encoded.
                return new URI(new URI(url).toASCIIString());
            }
        } catch (URISyntaxException e) {
            throw new Bad(Objection.NOT_AN_ADDRESS, "This is not a web address.");
        }
        throw new Bad(Objection.NOT_AN_ADDRESS, "The address is longer than " + LENGTH_MAX + " characters.");
    }

    private static boolean authorityHasUser(URI uri) {
        return uri.getRawAuthority() != null && uri.getRawAuthority().contains("@");
    }

    private static boolean isWebPort(int port) {
        return port == HTTP
                || port == HTTPS
                || (port >= FIRST_FREE_PORT && port <= PORT_MAX && !NOT_WEB.contains(port));
    }

    private static String host(URI uri) {
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        if (host.startsWith("[")) {
            return host.substring(1, host.length() - 1);
        }
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static String authority(URI uri) {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ':' + uri.getPort();
    }

    private static String resource(URI uri) {
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + '?' + uri.getRawQuery();
    }
}
