package dev.countermand.backups;

import dev.countermand.backups.Manifest.Script;
import dev.countermand.backups.Manifest.Sequence;
import dev.countermand.backups.Manifest.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// What a database of ours consists of, read from its own catalog: a new table is in the next backup
/// without anybody's doing. Our schemas are those that have a history of migrations.
final class CatalogStore {

    private static final String OURS = """
            (select n.oid
               from pg_namespace n
               join pg_class h on h.relnamespace = n.oid and h.relname = 'flyway_history')
            """;

    private interface Row<T> {

        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;

    CatalogStore(Connection connection) {
        this.connection = connection;
    }

    CopyManager copies() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    List<String> schemas() throws SQLException {
        return list("""
                select n.nspname from pg_namespace n where n.oid in %s order by n.nspname
                """.formatted(OURS), row -> row.getString(1));
    }

    /// All tables but the histories, without their rows.
    List<Table> tables() throws SQLException {
        return list(
                """
                select n.nspname, c.relname, array_agg(a.attname::text order by a.attnum) as columns
                  from pg_class c
                  join pg_namespace n on n.oid = c.relnamespace
                  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                                     and a.attgenerated = ''
                 where c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'flyway_history'
                   and n.oid in %s
                 group by n.nspname, c.relname
                 order by n.nspname, c.relname
                """.formatted(OURS),
                row -> new Table(
                        row.getString(1),
                        row.getString(2),
                        List.of((String[]) row.getArray(3).getArray()),
                        0));
    }

    List<Sequence> sequences() throws SQLException {
        var sequences = new ArrayList<Sequence>();
        for (var name : list("""
                select n.nspname, c.relname
                  from pg_class c
                  join pg_namespace n on n.oid = c.relnamespace
                 where c.relkind = 'S' and n.oid in %s
                 order by 1, 2
                """.formatted(OURS), row -> List.of(row.getString(1), row.getString(2)))) {
            sequences.addAll(list(
                    "select last_value, is_called from " + name(name.get(0), name.get(1)),
                    row -> new Sequence(name.get(0), name.get(1), row.getLong(1), row.getBoolean(2))));
        }
        return sequences;
    }

    Map<String, List<Script>> scripts() throws SQLException {
        var scripts = new LinkedHashMap<String, List<Script>>();
        for (var schema : schemas()) {
            scripts.put(
                    schema,
                    list(
                            "select version, coalesce(checksum, 0) from " + name(schema, "flyway_history")
                                    + " where version is not null and success order by installed_rank",
                            row -> new Script(row.getString(1), row.getInt(2))));
        }
        return scripts;
    }

    void set(Sequence sequence) throws SQLException {
        try (var statement = connection.prepareStatement("select setval(cast(? as regclass), ?, ?)")) {
            statement.setString(1, name(sequence.schema(), sequence.name()));
            statement.setLong(2, sequence.value());
            statement.setBoolean(3, sequence.called());
            statement.execute();
        }
    }

    /// Of these schemas, the tables that exist.
    List<String> existing(Iterable<String> schemas) throws SQLException {
        var all = list("""
                select n.nspname, n.nspname || '.' || c.relname
                  from pg_class c
                  join pg_namespace n on n.oid = c.relnamespace
                 where c.relkind in ('r', 'p')
                 order by 2
                """, row -> List.of(row.getString(1), row.getString(2)));
        var found = new ArrayList<String>();
        for (var schema : schemas) {
            all.stream().filter(table -> table.get(0).equals(schema)).forEach(table -> found.add(table.get(1)));
        }
        return found;
    }

    /// The foreign keys of our tables, as statements that take them away and put them back.
    List<List<String>> foreignKeys() throws SQLException {
        return list("""
                select format('alter table %%s drop constraint %%I', c.conrelid::regclass, c.conname),
                       format('alter table %%s add constraint %%I %%s', c.conrelid::regclass, c.conname,
                              pg_get_constraintdef(c.oid))
                  from pg_constraint c
                 where c.contype = 'f' and c.connamespace in %s
                """.formatted(OURS), row -> List.of(row.getString(1), row.getString(2)));
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private <T> List<T> list(String sql, Row<T> read) throws SQLException {
        var list = new ArrayList<T>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            while (row.next()) {
                list.add(read.read(row));
            }
        }
        return list;
    }

    static String name(String schema, String name) {
        return quoted(schema) + "." + quoted(name);
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String columns(Table table) {
        return String.join(
                ", ", table.columns().stream().map(CatalogStore::quoted).toList());
    }
}
