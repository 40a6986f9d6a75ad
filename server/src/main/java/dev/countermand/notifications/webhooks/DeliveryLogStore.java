package dev.countermand.notifications.webhooks;

import dev.countermand.kernel.OrderRef;
import dev.countermand.notifications.webhooks.Delivery.Attempt;
import dev.countermand.notifications.webhooks.Delivery.Status;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// SQL of the deliveries, as people look at them.
@Repository
class DeliveryLogStore {

    private final JdbcClient jdbc;

    DeliveryLogStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// An endpoint's, latest first.
    ///
    /// @param before the cursor behind which to go on; null for the latest
    List<Delivery> of(UUID endpoint, @Nullable Status status, @Nullable Long before, int limit) {
        return jdbc.sql("""
                        select *
                          from notifications.delivery
                         where endpoint = :endpoint
                           and (cast(:status as text) is null or status = :status)
                           and cursor < coalesce(:before, 9223372036854775807)
                         order by cursor desc
                         limit :limit
                        """)
                .param("endpoint", endpoint)
                .param("status", status == null ? null : status.name(), Types.VARCHAR)
                .param("before", before, Types.BIGINT)
                .param("limit", limit)
                .query(DeliveryRows::delivery)
                .list();
    }

    Optional<Delivery> find(int part, UUID id) {
        return jdbc.sql("select * from notifications.delivery where part = :part and id = :id")
                .param("part", part)
                .param("id", id)
                .query(DeliveryRows::delivery)
                .optional();
    }

    /// Of one fact at one endpoint.
    Optional<Delivery> find(OrderRef order, UUID endpoint, long seq) {
        return jdbc.sql("""
                        select *
                          from notifications.delivery
                         where part = :part
                           and order_id = :order
                           and endpoint = :endpoint
                           and seq = :seq
                        """)
                .param("part", order.part())
                .param("order", order.id().value())
                .param("endpoint", endpoint)
                .param("seq", seq)
                .query(DeliveryRows::delivery)
                .optional();
    }

    String body(int part, UUID id) {
        return jdbc.sql("select body from notifications.delivery where part = :part and id = :id")
                .param("part", part)
                .param("id", id)
                .query(String.class)
                .single();
    }

    /// Latest first, at most so many.
    List<Attempt> attempts(int part, UUID delivery, int limit) {
        return jdbc.sql("""
                        select *
                          from notifications.delivery_attempt
                         where part = :part
                           and delivery = :delivery
                         order by number desc
                         limit :limit
                        """)
                .param("part", part)
                .param("delivery", delivery)
                .param("limit", limit)
                .query(DeliveryRows::attempt)
                .list();
    }

    /// How many are given up, wait or are on their way at an endpoint, none counted further than the limit.
    Map<Status, Integer> open(UUID endpoint, int limit) {
        var counts = new EnumMap<Status, Integer>(Status.class);
        for (var status : List.of(Status.FAILED, Status.PENDING, Status.WAITING)) {
            counts.put(
                    status,
                    jdbc.sql("""
                            select count(*)
                              from (select
                                      from notifications.delivery
                                     where endpoint = :endpoint
                                       and status = :status
                                     limit :limit) s
                            """)
                            .param("endpoint", endpoint)
                            .param("status", status.name())
                            .param("limit", limit)
                            .query(Integer.class)
                            .single());
        }
        return counts;
    }

    /// Those given up at an endpoint, the earliest first, at most so many.
    List<Delivery> failed(UUID endpoint, int limit) {
        return jdbc.sql("""
                        select *
                          from notifications.delivery
                         where endpoint = :endpoint
                           and status = 'FAILED'
                         order by cursor
                         limit :limit
                        """)
                .param("endpoint", endpoint)
                .param("limit", limit)
                .query(DeliveryRows::delivery)
                .list();
    }

    /// Forgets what is finished and older, and everything of endpoints that are gone; at most so many.
    int forget(Instant before, int limit) {
        return jdbc.sql("""
                        delete from notifications.delivery
                         where (part, id) in (
                               select d.part, d.id
                                 from notifications.delivery d
                                 join notifications.endpoint e on e.id = d.endpoint
                                where d.created_at < :before
                                  and (d.status in ('DELIVERED', 'SKIPPED') or e.deleted_at < :before)
                                order by d.created_at
                                limit :limit)
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .update();
    }
}
