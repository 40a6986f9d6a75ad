package dev.countermand.payments;

import static dev.countermand.payments.PaymentStore.sql;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.payments.spi.PaymentGateway;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Which payments are to be looked at, at their provider, and what he said about their holds.
@Repository
class StandingStore {

    /// A payment that a worker looks at.
    record Claimed(UUID id, OrderId order, String gateway, PaymentGateway.At payment) {}

    private final JdbcClient jdbc;

    StandingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Takes what is to be looked at for as long as the lease lasts.
    List<Claimed> claim(Instant now, Instant lease, int limit) {
        return jdbc.sql("""
                with due as (
                    select part, id
                      from payments.payment
                     where look_at <= :now
                     order by look_at
                     limit :limit
                       for update skip locked)
                update payments.payment p
                   set look_at = :lease
                  from due, payments.bill b
                 where p.part = due.part and p.id = due.id and b.part = p.part and b.order_id = p.order_id
                returning p.id, p.order_id, p.gateway, p.caller_id, p.reference, b.seller, b.number, b.currency
                """)
                .param("now", sql(now))
                .param("lease", sql(lease))
                .param("limit", limit)
                .query((row, n) -> new Claimed(
                        row.getObject("id", UUID.class),
                        new OrderId(row.getObject("order_id", UUID.class)),
                        row.getString("gateway"),
                        PaymentStore.at(row)))
                .list();
    }

    /// It was looked at, or will be: what the provider says about the hold, and when to look next. A
    /// look that somebody asked for meanwhile stays.
    ///
    /// @param claimed the lease of the worker that looked; null when nobody had taken it
    void looked(Payment payment, Instant at, @Nullable Instant next, @Nullable Instant claimed) {
        var said = payment.provider();
        jdbc.sql("""
                update payments.payment
                   set looked_at = :at,
                       scheme = :scheme,
                       expires_at = :expiresAt,
                       expired_at = :expiredAt,
                       look_at = case when look_at is null or look_at = :claimed then :next
                                      else least(look_at, :next) end
                 where part = :part and id = :id
                """)
                .param("part", Ids.part(payment.id()))
                .param("id", payment.id())
                .param("at", sql(at))
                .param("scheme", said.scheme(), Types.VARCHAR)
                .param("expiresAt", sql(said.expiresAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("expiredAt", sql(said.expiredAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("next", sql(next), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("claimed", sql(claimed), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /// A later snapshot told the provider's name and the scheme. A name under which something was sent
    /// already stays: whatever is sent again must be the same.
    void name(Payment payment) {
        jdbc.sql("""
                update payments.payment p
                   set reference = coalesce(p.reference, :reference), scheme = coalesce(p.scheme, :scheme)
                 where p.part = :part and p.id = :id
                   and not exists (select 1
                                     from payments.effect e
                                    where e.part = p.part and e.payment_id = p.id and e.order_id = p.order_id
                                      and e.state in ('sent', 'unknown'))
                """)
                .param("part", Ids.part(payment.id()))
                .param("id", payment.id())
                .param("reference", payment.provider().reference(), Types.VARCHAR)
                .param("scheme", payment.provider().scheme(), Types.VARCHAR)
                .update();
    }

    /// A worker must look at it then, at latest.
    void look(UUID payment, Instant at) {
        jdbc.sql("""
                update payments.payment
                   set look_at = least(coalesce(look_at, :at), :at)
                 where part = :part and id = :id
                """)
                .param("part", Ids.part(payment))
                .param("id", payment)
                .param("at", sql(at))
                .update();
    }

    /// Nobody can look at it: its gateway is gone or was never there.
    void unwatch(UUID payment, Instant lease) {
        jdbc.sql("update payments.payment set look_at = null where part = :part and id = :id and look_at = :lease")
                .param("part", Ids.part(payment))
                .param("id", payment)
                .param("lease", sql(lease))
                .update();
    }

    /// The payments that a provider knows by this name.
    List<UUID> named(String gateway, String seller, String name) {
        return jdbc.sql("""
                select p.id
                  from payments.payment p
                  join payments.bill b on b.part = p.part and b.order_id = p.order_id
                 where p.gateway = :gateway
                   and p.gateway <> 'manual'
                   and coalesce(p.reference, p.caller_id) = :name
                   and b.seller = :seller
                """)
                .param("gateway", gateway)
                .param("name", name)
                .param("seller", seller)
                .query((row, n) -> Objects.requireNonNull(row.getObject("id", UUID.class)))
                .list();
    }

    /// The payment of an effect, when it is this seller's at this gateway.
    List<UUID> ofEffect(String gateway, String seller, UUID effect) {
        return jdbc.sql("""
                select p.id
                  from payments.effect e
                  join payments.payment p on p.part = e.part and p.id = e.payment_id
                  join payments.bill b on b.part = e.part and b.order_id = e.order_id
                 where e.part = :part and e.id = :effect and p.gateway = :gateway and b.seller = :seller
                """)
                .param("part", Ids.part(effect))
                .param("effect", effect)
                .param("gateway", gateway)
                .param("seller", seller)
                .query((row, n) -> Objects.requireNonNull(row.getObject("id", UUID.class)))
                .list();
    }
}
