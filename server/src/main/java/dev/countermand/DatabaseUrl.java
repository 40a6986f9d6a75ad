package dev.countermand;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL of the operator's own, as he names it: `jdbc:postgresql://host/db?user=…&password=…`, or
/// the `postgres://user:password@host:port/db?sslmode=require` that hosting companies hand out.
///
/// @param jdbc what the driver takes
/// @param user absent when the JDBC URL holds it
record DatabaseUrl(
        String jdbc, @Nullable String user, @Nullable String password) {

    private static final int OLDEST_MAJOR = 15;
    private static final int NEWEST_MAJOR = 18;
    private static final String CONNECT_TIMEOUT_SECONDS = "10";
    private static final Pattern SECRET = Pattern.compile("(password=)[^&]*");

    /// Fails with a `StartFailure` that does not repeat the password.
    static DatabaseUrl parse(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return new DatabaseUrl(url, null, null);
        }
        try {
            return ofUri(new URI(url));
        } catch (URISyntaxException malformed) {
            // Not as the cause: its message holds the whole URL, and so the password.
            throw unreadable(malformed.getReason());
        }
    }

    private static DatabaseUrl ofUri(URI uri) {
        if (!"postgres".equals(uri.getScheme()) && !"postgresql".equals(uri.getScheme())) {
            throw unreadable("it begins neither with jdbc:postgresql: nor with postgres:");
        }
        if (uri.getHost() == null) {
            throw unreadable("it names no host; special characters of user and password are written as %XX");
        }
        String place = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String[] login = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        return new DatabaseUrl(
                "jdbc:postgresql://" + place + uri.getRawPath() + query,
                login.length > 0 ? decode(login[0]) : null,
                login.length > 1 ? decode(login[1]) : null);
    }

    /// Fails with a `StartFailure` when nobody answers there, or when it is too old, too new or not in
    /// UTF-8.
    void check() {
        try (var connection = DriverManager.getConnection(jdbc, properties());
                var statement = connection.createStatement()) {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            if (major < OLDEST_MAJOR || major > NEWEST_MAJOR) {
                throw new StartFailure(
                        "COUNTERMAND_DATABASE_URL names a PostgreSQL " + major + ".",
                        "Countermand works with PostgreSQL " + OLDEST_MAJOR + " to " + NEWEST_MAJOR + ".");
            }
            try (var rows = statement.executeQuery("show server_encoding")) {
                rows.next();
                if (!"UTF8".equals(rows.getString(1))) {
                    throw new StartFailure(
                            "The database of COUNTERMAND_DATABASE_URL is encoded in " + rows.getString(1) + ".",
                            "Make one with: create database countermand encoding 'UTF8' template template0");
                }
            }
        } catch (SQLException failure) {
            throw new StartFailure(
                    "The database of COUNTERMAND_DATABASE_URL, " + this + ", cannot be used: " + failure.getMessage(),
                    "See that it runs, that it can be reached from here, and that user and password are right.",
                    failure);
        }
    }

    private Properties properties() {
        var properties = new Properties();
        properties.setProperty("connectTimeout", CONNECT_TIMEOUT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_TIMEOUT_SECONDS);
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        return properties;
    }

    private static String decode(String text) {
        // A form would write a space as "+"; in this place of a URL it is a plus.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static StartFailure unreadable(String why) {
        return new StartFailure(
                "COUNTERMAND_DATABASE_URL cannot be read: " + why + ".",
                "Write it as jdbc:postgresql://host:5432/db?user=me&password=secret"
                        + " or as postgres://me:secret@host:5432/db");
    }

    /// Without the password.
    @Override
    public String toString() {
        return SECRET.matcher(jdbc).replaceAll("$1…");
    }
}
