package dev.countermand.customers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Where words are left in the database.
final class Traces {

    private Traces() {}

    /// Every table with that text anywhere in a row, as text or as bytes.
    static List<String> of(JdbcClient jdbc, String text) {
        var hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        var tables = jdbc.sql("""
                        select table_schema || '.' || table_name
                          from information_schema.tables
                         where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'
                        """).query(String.class).list();
        assertThat(tables).contains("orders.shop_order", "cases.fact", "notifications.message", "site.answer");
        return tables.stream()
                .filter(table -> jdbc.sql(
                                        "select count(*) from " + table
                                                + " t where t::text ilike '%' || :text || '%' or t::text ilike '%' || :hex || '%'")
                                .param("text", text)
                                .param("hex", hex)
                                .query(Long.class)
                                .single()
                        > 0)
                .toList();
    }
}
