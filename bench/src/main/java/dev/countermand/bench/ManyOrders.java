package dev.countermand.bench;

import java.util.function.Consumer;

/// Fills a database with orders of one seller, set-wise and past the server: as many as a shop has after
/// years, in minutes. For reading only: their hashes and keys are made up, so nothing may be done to them.
///
/// Every tenth order is canceled, the others are delivered but the last thousand, which are open.
// Each statement has a name and a place to be read; that it is used once is no reason to hide it.
@SuppressWarnings("InlineFormatString")
record ManyOrders(HomeDatabase database, String seller) {

    private static final int CHUNK = 100_000;
    private static final int OPEN = 1000;

    /// Parts as the server reckons them, identifiers from the number, half a minute between two orders.
    private static final String NUMBERED = """
            create temp table numbered on commit drop as
            select n, 'L' || n as number, (p.part)::smallint as part,
                   (lpad(to_hex(p.part), 4, '0') || lpad(to_hex(1700000000000 + n), 12, '0')
                       || md5('bench ' || n)::text)::text as hex,
                   timestamptz '2020-01-01' + n * interval '30 seconds' as at,
                   case when n %% 10 = 0 then 'canceled' when n > %3$d - %4$d then 'open' else 'delivered' end as stage
              from generate_series(%1$d, %2$d) as g(n),
                   lateral (select crc32c(convert_to('%5$s', 'UTF8') || '\\x00'::bytea
                                          || convert_to('L' || n, 'UTF8')) %% 1024 as part) p;
            alter table numbered add column id uuid;
            update numbered set id = substr(hex, 1, 32)::uuid;
            """;

    private static final String ORDERS = """
            insert into orders.shop_order (part, id, seller, number, placed_at, taken_at, currency, tax_included, shipping,
                shipping_tax, discount, amount_due, customer, billing_address, tenders, metadata, email_key, name_key)
            select part, id, '%1$s', number, at, at, 'EUR', true, 495, 79, 0, 0,
                   jsonb_build_object('id', 'c' || n %% 100000, 'name', 'Customer ' || n %% 100000,
                                      'email', 'c' || n %% 100000 || '@example.org', 'locale', 'en-US'),
                   '{"name": "A", "line1": "1 Test Street", "city": "Berlin", "postalCode": "10115", "country": "DE"}'::jsonb,
                   '[{"id": "pay1", "tender": "card", "gateway": "manual", "amount": 5495, "captured": true}]'::jsonb, '{}'::jsonb,
                   'c' || n %% 100000 || '@example.org', 'customer ' || n %% 100000
              from numbered;
            insert into orders.line (part, order_id, line, position, sku, title, quantity, unit_price, discount, tax, kind,
                attributes, metadata, open, released, stopping, canceled, shipped, delivered, "returning", returned, lost)
            select part, id, l::text, l, 'SKU-' || (n + l) %% 5000, 'Thing ' || (n + l) %% 5000, 2, 1250, 0, 399, 'physical',
                   '{}'::jsonb, '{}'::jsonb, case stage when 'open' then 2 else 0 end, 0, 0, case stage when 'canceled' then 2 else 0 end,
                   0, case stage when 'delivered' then 2 else 0 end, 0, 0, 0
              from numbered, generate_series(1, 2) as l;
            insert into orders.in_stage (part, order_id, stage, seller, taken_at)
            select part, id, stage, '%1$s', at from numbered;
            """;

    private static final String CASES = """
            insert into cases.head (part, order_id, seller, number, seq, hash)
            select part, id, '%1$s', number, 1, sha256(convert_to(number, 'UTF8')) from numbered;
            insert into cases.fact (part, order_id, seq, kind, at, actor_kind, actor_name, channel, body, prev_hash, hash)
            select part, id, 1, 'order.taken', at, 'seller', 'bench', 'api',
                   '{"currency":"EUR","items":[],"number":"' || number || '","payments":[],"total":5495}',
                   sha256(''), sha256(convert_to(number, 'UTF8'))
              from numbered;
            insert into cases.feed (cursor, part, order_id, seq, seller)
            select (select coalesce(max(cursor), 0) from cases.feed) + row_number() over (order by n), part, id, 1, '%1$s'
              from numbered;
            """;

    private static final String MONEY = """
            insert into payments.bill (part, order_id, seller, number, currency, tax_included, total, due, shipping,
                shipping_tax, back, shipping_settled, shipping_tax_settled, already, opened_at)
            select part, id, '%1$s', number, 'EUR', true, 5495, 0, 495, 79, back, case when back > 0 then 495 else 0 end,
                   case when back > 0 then 79 else 0 end, back, at
              from numbered, lateral (select case stage when 'canceled' then 5495 else 0 end as back) b;
            insert into payments.share (part, order_id, line, position, units, goods, order_discount, tax, shipping,
                shipping_tax, given_back)
            select part, id, l::text, l - 1, 2, 2500, 0, 399, case l when 1 then 248 else 247 end,
                   case l when 1 then 40 else 39 end, case stage when 'canceled' then 2 else 0 end
              from numbered, generate_series(1, 2) as l;
            insert into payments.payment (part, id, order_id, caller_id, position, tender, gateway, authorized, captured,
                refunded, taken_at)
            select part, (lpad(to_hex(part::int), 4, '0') || substr(md5('pay ' || n), 1, 28))::uuid, id, 'pay1', 0, 'card',
                   'manual', 5495, 5495, case stage when 'canceled' then 5495 else 0 end, at
              from numbered;
            """;

    /// Adds the orders numbered from `first` to `last`.
    void fill(int first, int last, Consumer<String> progress) {
        // Checks of foreign keys are for those who may be wrong; and nothing here has to survive a crash.
        database.run("set session_replication_role = replica; set synchronous_commit = off");
        database.run("insert into accounts.seller (id, name, created_at) values ('" + seller
                + "', 'Bench', now()) on conflict do nothing");
        for (int from = first; from <= last; from += CHUNK) {
            int to = Math.min(last, from + CHUNK - 1);
            database.run("begin;" + NUMBERED.formatted(from, to, last, OPEN, seller) + ORDERS.formatted(seller)
                    + CASES.formatted(seller) + MONEY.formatted(seller) + "commit;");
            progress.accept(to + " orders in");
        }
        database.run("update cases.sequencer set cursor = (select max(cursor) from cases.feed);"
                + "update cases.listener set cursor = (select max(cursor) from cases.feed)");
        database.run("vacuum analyze");
        database.run("checkpoint");
    }
}
