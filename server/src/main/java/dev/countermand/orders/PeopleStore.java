package dev.countermand.orders;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The people of orders: who they are, and how they are forgotten.
@Repository
class PeopleStore {

    private final JdbcClient jdbc;

    PeopleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<OrderRef> ofCustomer(SellerId seller, String customer, UUID after, int limit) {
        return jdbc.sql("""
                        select id, seller, number
                          from orders.shop_order
                         where seller = :seller and (customer ->> 'id') collate "C" = :customer and id > :after
                           and erased_at is null
                         order by id
                         limit :limit
                        """)
                .param("seller", seller.value())
                .param("customer", customer)
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> OrderRows.ref(row))
                .list();
    }

    List<OrderRef> ofEmail(SellerId seller, String email, UUID after, int limit) {
        return jdbc.sql("""
                        select id, seller, number
                          from orders.shop_order
                         where seller = :seller and email_key = :email and id > :after
                         order by id
                         limit :limit
                        """)
                .param("seller", seller.value())
                .param("email", OrderStore.key(email))
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> OrderRows.ref(row))
                .list();
    }

    /// A seller's orders taken before then whose person is still known, the oldest first.
    List<People.Old> takenBefore(SellerId seller, Instant before, Instant afterTaken, UUID after, int limit) {
        return jdbc.sql("""
                        select id, seller, number, taken_at
                          from orders.shop_order
                         where seller = :seller and erased_at is null and taken_at < :before
                           and (taken_at, id) > (:afterTaken, :after)
                         order by taken_at, id
                         limit :limit
                        """)
                .param("seller", seller.value())
                .param("before", OrderRows.column(before))
                .param("afterTaken", OrderRows.column(afterTaken))
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> new People.Old(OrderRows.ref(row), OrderRows.time(row, "taken_at")))
                .list();
    }

    /// Whether the person was forgotten.
    boolean isErased(OrderId order) {
        return jdbc.sql("""
                        select erased_at is not null
                          from orders.shop_order
                         where part = :part and id = :id
                        """)
                .param("part", (short) order.part())
                .param("id", order.value())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    void forget(OrderRef order, Instant at, String customer, String address, @Nullable String shippingAddress) {
        jdbc.sql("""
                        with forgotten as (
                            update orders.shop_order
                               set customer = :customer::jsonb,
                                   billing_address = :address::jsonb,
                                   shipping_address = :shippingAddress::jsonb,
                                   address_told = null,
                                   metadata = '{}',
                                   email_key = null,
                                   name_key = '',
                                   surname_key = null,
                                   phone_key = null,
                                   erased_at = :at
                             where part = :part and id = :id
                        ), lines as (
                            update orders.line
                               set metadata = '{}',
                                   attributes = case when kind = 'personalized' then '{}' else attributes end
                             where part = :part and order_id = :id
                        )
                        update orders.shipment_event e
                           set description = null
                          from orders.shipment s
                         where s.part = :part and s.order_id = :id and e.part = s.part and e.shipment_id = s.id
                           and e.description is not null
                        """)
                .param("part", (short) order.part())
                .param("id", order.id().value())
                .param("customer", customer)
                .param("address", address)
                .param("shippingAddress", shippingAddress)
                .param("at", OrderRows.column(at))
                .update();
    }
}
