package dev.countermand.site;

import dev.countermand.kernel.SellerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
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
