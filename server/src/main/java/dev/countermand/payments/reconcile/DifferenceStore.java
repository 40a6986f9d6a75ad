package dev.countermand.payments.reconcile;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Differences, while they stand and after.
@Repository
class DifferenceStore {

    private static final String SELECT = """
            select d.part, d.id, d.order_id, d.seller, d.source, d.gateway, d.kind, d.subject, d.payment, d.ours,
                   d.our_state, d.theirs, d.their_state, d.currency, d.reference, d.effect, d.at, d.opened_at, b.number
              from payments.difference d
              left join payments.bill b on b.part = d.part and b.order_id = d.order_id
            """;

    private final JdbcClient jdbc;

    DifferenceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Writes a new one; false when it stands already.
    boolean open(OpenDifference open, Instant at) {
        var found = open.difference();
        var order = open.order();
        var id = Objects.requireNonNull(Ids.parse(OpenDifference.PREFIX, open.id()));
        return jdbc.sql("""
                insert into payments.difference (part, id, order_id, seller, source, gateway, kind, subject, payment, ours,
                    our_state, theirs, their_state, currency, reference, effect, at, opened_at, seen_at)
                values (:part, :id, :order, :seller, :source, :gateway, :kind, :subject, :payment, :ours,
                    :ourState, :theirs, :theirState, :currency, :reference, :effect, :at, :now, :now)
                on conflict (part, seller, source, kind, subject) where cured_at is null do nothing
                """)
                        .param("part", Ids.part(id))
                        .param("id", id)
                        .param("order", order == null ? null : order.id().value(), Types.OTHER)
                        .param("seller", open.seller().value())
                        .param("source", open.source())
                        .param("gateway", open.gateway(), Types.VARCHAR)
                        .param("kind", found.kind().word())
                        .param("subject", found.subject())
                        .param("payment", found.payment())
                        .param("ours", found.ours(), Types.BIGINT)
                        .param("ourState", found.ourState(), Types.VARCHAR)
                        .param("theirs", found.theirs(), Types.BIGINT)
                        .param("theirState", found.theirState(), Types.VARCHAR)
                        .param("currency", found.currency())
                        .param("reference", found.reference(), Types.VARCHAR)
                        .param("effect", found.effect(), Types.VARCHAR)
                        .param("at", sql(found.at()))
                        .param("now", sql(at))
                        .update()
                == 1;
    }

    /// It stands still, perhaps with other figures.
    void seen(OpenDifference open, Difference now, Instant at) {
        var id = Objects.requireNonNull(Ids.parse(OpenDifference.PREFIX, open.id()));
        jdbc.sql("""
                update payments.difference
                   set ours = :ours, our_state = :ourState, theirs = :theirs, their_state = :theirState, seen_at = :at
                 where part = :part and id = :id
                """)
                .param("part", Ids.part(id))
                .param("id", id)
                .param("ours", now.ours(), Types.BIGINT)
                .param("ourState", now.ourState(), Types.VARCHAR)
                .param("theirs", now.theirs(), Types.BIGINT)
                .param("theirState", now.theirState(), Types.VARCHAR)
                .param("at", sql(at))
                .update();
    }

    /// It stands no more; false when somebody else saw that before.
    boolean cure(OpenDifference open, Instant at) {
        var id = Objects.requireNonNull(Ids.parse(OpenDifference.PREFIX, open.id()));
        return jdbc.sql("""
                update payments.difference
                   set cured_at = :at
                 where part = :part and id = :id and cured_at is null
                """)
                        .param("part", Ids.part(id))
                        .param("id", id)
                        .param("at", sql(at))
                        .update()
                == 1;
    }

    /// What stands about an order, the oldest first.
    List<OpenDifference> of(OrderRef order) {
        return jdbc.sql(SELECT + """
                 where d.part = :part and d.order_id = :order and d.cured_at is null
                 order by d.opened_at, d.id
                """)
                .param("part", order.part())
                .param("order", order.id().value())
                .query(DifferenceStore::open)
                .list();
    }

    /// What stands for these sellers, the newest first.
    ///
    /// @param sellers whose; empty for all
    List<OpenDifference> of(Set<SellerId> sellers, int limit) {
        return jdbc.sql(SELECT + """
                 where d.cured_at is null and (:all or d.seller = any(:sellers))
                 order by d.opened_at desc, d.id
                 limit :limit
                """)
                .param("all", sellers.isEmpty())
                .param("sellers", sellers.stream().map(SellerId::value).toArray(String[]::new))
                .param("limit", limit)
                .query(DifferenceStore::open)
                .list();
    }

    /// What stands for a seller about none of our orders.
    List<OpenDifference> nobodys(SellerId seller, String source) {
        return jdbc.sql(SELECT + """
                 where d.seller = :seller and d.source = :source and d.order_id is null and d.cured_at is null
                """)
                .param("seller", seller.value())
                .param("source", source)
                .query(DifferenceStore::open)
                .list();
    }

    /// When the oldest movement happened on which a seller and his provider differ.
    @Nullable
    Instant oldest(SellerId seller) {
        return jdbc.sql("""
                select min(at) as at
                  from payments.difference
                 where seller = :seller and source = 'provider' and cured_at is null
                having min(at) is not null
                """)
                .param("seller", seller.value())
                .query((row, n) -> row.getObject("at", OffsetDateTime.class).toInstant())
                .optional()
                .orElse(null);
    }

    private static OpenDifference open(ResultSet row, int n) throws SQLException {
        var seller = new SellerId(row.getString("seller"));
        var order = row.getObject("order_id", UUID.class);
        var number = row.getString("number");
        return new OpenDifference(
                Ids.text(OpenDifference.PREFIX, row.getObject("id", UUID.class)),
                order == null || number == null ? null : new OrderRef(new OrderId(order), seller, number),
                seller,
                row.getString("source"),
                row.getString("gateway"),
                new Difference(
                        DifferenceKind.of(row.getString("kind")),
                        row.getString("subject"),
                        row.getString("payment"),
                        row.getObject("ours", Long.class),
                        row.getString("our_state"),
                        row.getObject("theirs", Long.class),
                        row.getString("their_state"),
                        row.getString("currency"),
                        row.getString("reference"),
                        row.getString("effect"),
                        row.getObject("at", OffsetDateTime.class).toInstant()),
                row.getObject("opened_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime sql(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
