package dev.countermand.site;

import dev.countermand.kernel.SellerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class AnswerStore {

    private final JdbcClient jdbc;

    AnswerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What stands under a key.
    @SuppressWarnings("ArrayRecordComponent")
    record Kept(byte[] request, Answer answer) {}

    /// For the rest of the transaction, no lock is waited for longer than 10 s.
    void limitWaiting() {
        jdbc.sql("set local lock_timeout = '10s'").update();
    }

    /// For the rest of the transaction, no lock is waited for longer than half a second, as others wait for
    /// this one; and no statement is planned anew: those of a batch find each row by its key, whatever the
    /// values, and planning them took longer than running them.
    void hurry() {
        jdbc.sql("set local lock_timeout = '500ms'; set local plan_cache_mode = force_generic_plan")
                .update();
    }

    /// Which of these keys were used before.
    Set<Answers.Key> known(List<Answers.Key> keys) {
        if (keys.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(jdbc.sql("""
                        select a.part, a.seller, a.order_number, a.operation, a.key
                          from unnest(:parts::smallint[], :sellers::text[], :orders::text[], :operations::text[],
                                      :keys::text[])
                               as k(part, seller, order_number, operation, key)
                          join site.answer a
                            on a.part = k.part
                           and a.seller = k.seller
                           and a.order_number = k.order_number
                           and a.operation = k.operation
                           and a.key = k.key
                        """)
                .params(columns(keys))
                .query((row, n) -> new Answers.Key(
                        row.getInt("part"),
                        new SellerId(row.getString("seller")),
                        row.getString("order_number"),
                        row.getString("operation"),
                        row.getString("key")))
                .list());
    }

    /// An answer and the key it is kept under.
    @SuppressWarnings("ArrayRecordComponent")
    record Keyed(Answers.Key key, byte[] request, Answer answer) {}

    /// Takes keys with their answers; waits while another transaction holds one of them. Answers how many
    /// were free.
    int keep(List<Keyed> all, Instant at) {
        return jdbc.sql("""
                insert into site.answer
                       (part, seller, order_number, operation, key, request, created_at,
                        status, content_type, headers, body)
                select k.part, k.seller, k.order_number, k.operation, k.key, k.request, :at,
                       k.status, k.content_type, k.headers, k.body
                  from unnest(:parts::smallint[], :sellers::text[], :orders::text[], :operations::text[],
                              :keys::text[], :requests::bytea[], :statuses::int[], :contentTypes::text[],
                              :headers::text[], :bodies::text[])
                       as k(part, seller, order_number, operation, key, request, status, content_type, headers,
                            body)
                    on conflict do nothing
                """)
                .params(columns(all.stream().map(Keyed::key).toList()))
                .param("requests", all.stream().map(Keyed::request).toArray(byte[][]::new))
                .param("at", at.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .param(
                        "statuses",
                        all.stream().mapToInt(a -> a.answer().status()).toArray())
                .param("contentTypes", texts(all, a -> a.answer().contentType()))
                .param("headers", texts(all, a -> Json.write(a.answer().headers())))
                .param("bodies", texts(all, a -> a.answer().body()))
                .update();
    }

    private static Map<String, Object> columns(List<Answers.Key> keys) {
        return Map.of(
                "parts", keys.stream().mapToInt(Answers.Key::part).toArray(),
                "sellers", texts(keys, k -> k.seller().value()),
                "orders", texts(keys, Answers.Key::order),
                "operations", texts(keys, Answers.Key::operation),
                "keys", texts(keys, k -> Objects.requireNonNull(k.key())));
    }

    private static <T> String[] texts(List<T> all, Function<T, String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }

    /// Takes the key; waits while another transaction holds it. False: it is another's, and committed.
    boolean take(Answers.Key key, byte[] request, Instant at) {
        return bind("""
                insert into site.answer
                       (part, seller, order_number, operation, key, request, created_at)
                values (:part, :seller, :order, :operation, :key, :request, :at)
                    on conflict do nothing
                """, key)
                        .param("request", request)
                        .param("at", at.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                        .update()
                == 1;
    }

    void keep(Answers.Key key, Answer answer) {
        bind("""
                update site.answer
                   set status = :status,
                       content_type = :contentType,
                       headers = :headers,
                       body = :body
                 where part = :part
                   and seller = :seller
                   and order_number = :order
                   and operation = :operation
                   and key = :key
                """, key)
                .param("status", answer.status())
                .param("contentType", answer.contentType())
                .param("headers", Json.write(answer.headers()))
                .param("body", answer.body())
                .update();
    }

    void forget(int part, SellerId seller, String order, String body) {
        jdbc.sql("""
                update site.answer
                   set body = :body
                 where part = :part and seller = :seller and order_number = :order and body is not null
                """)
                .param("part", part)
                .param("seller", seller.value())
                .param("order", order)
                .param("body", body)
                .update();
    }

    Kept find(Answers.Key key) {
        return bind("""
                select request,
                       status,
                       content_type,
                       headers,
                       body
                  from site.answer
                 where part = :part
                   and seller = :seller
                   and order_number = :order
                   and operation = :operation
                   and key = :key
                """, key).query((row, number) -> kept(row)).single();
    }

    private JdbcClient.StatementSpec bind(String sql, Answers.Key key) {
        return jdbc.sql(sql)
                .param("part", key.part())
                .param("seller", key.seller().value())
                .param("order", key.order())
                .param("operation", key.operation())
                .param("key", key.key());
    }

    private static Kept kept(ResultSet row) throws SQLException {
        Map<String, String> headers = new TreeMap<>();
        Json.tree(row.getString("headers")).forEachEntry((name, value) -> headers.put(name, value.asString()));
        return new Kept(
                row.getBytes("request"),
                new Answer(row.getInt("status"), row.getString("content_type"), headers, row.getString("body")));
    }
}
