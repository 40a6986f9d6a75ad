package dev.countermand.payments.reconcile;

import dev.countermand.cases.spi.PromiseQuery;
import dev.countermand.cases.spi.Stretch;
import dev.countermand.kernel.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Differences that stand, as a verification reads them.
@Repository
class DifferenceAuditStore {

    /// A difference that stands.
    ///
    /// @param order whose; null when it is about none of ours
    record Standing(String id, @Nullable UUID order, String seller, String what, String ours, String theirs) {}

    private static final int OF_NOBODY_MAX = 1_000;

    private static final String SELECT = """
            select d.id, d.order_id, d.seller,
                   format('%s, payment %s%s%s', d.kind, d.payment,
                          case when d.subject like '%/captured' then ', captured in all'
                               when d.subject like '%/released' then ', released in all'
                               else '' end,
                          coalesce(', ' || d.reference, '')) as what,
                   case when d.ours is null then 'nothing'
                        else format('%s %s, %s', d.ours, d.currency, coalesce(d.our_state, 'done')) end as ours,
                   case when d.theirs is null then 'nothing'
                        else format('%s %s, %s', d.theirs, d.currency, coalesce(d.their_state, 'done')) end as theirs
              from payments.difference d
            """;

    private final JdbcClient jdbc;

    DifferenceAuditStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Standing> of(Stretch stretch) {
        return PromiseQuery.bind(
                        jdbc, SELECT + " where within(d.order_id) and d.cured_at is null order by d.id", stretch)
                .query(DifferenceAuditStore::standing)
                .list();
    }

    /// The oldest about none of our orders.
    List<Standing> ofNobody() {
        return jdbc.sql(SELECT + """
                 where d.order_id is null and d.cured_at is null
                 order by d.opened_at, d.id
                 limit :limit
                """)
                .param("limit", OF_NOBODY_MAX)
                .query(DifferenceAuditStore::standing)
                .list();
    }

    private static Standing standing(ResultSet row, int n) throws SQLException {
        return new Standing(
                Ids.text(OpenDifference.PREFIX, Objects.requireNonNull(row.getObject("id", UUID.class))),
                row.getObject("order_id", UUID.class),
                row.getString("seller"),
                row.getString("what"),
                row.getString("ours"),
                row.getString("theirs"));
    }
}
