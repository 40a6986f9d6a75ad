package dev.countermand.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Makes the program's role and database when they are missing; done at each start, as a crash may have
/// come between.
final class Provision {

    static final String ROLE = "countermand";
    static final String DATABASE = "countermand";

    private Provision() {}

    static void run(Login administrator, Login application) throws SQLException {
        try (var connection =
                DriverManager.getConnection(administrator.url(), administrator.user(), administrator.password())) {
            if (missing(connection, "select 1 from pg_roles where rolname = '" + ROLE + "'")) {
                // Made of letters, digits, - and _ only, so it needs no quoting.
                execute(connection, "create role " + ROLE + " login password '" + application.password() + "'");
            }
            if (missing(connection, "select 1 from pg_database where datname = '" + DATABASE + "'")) {
                execute(connection, "create database " + DATABASE + " owner " + ROLE);
            }
        }
    }

    private static boolean missing(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return !rows.next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
