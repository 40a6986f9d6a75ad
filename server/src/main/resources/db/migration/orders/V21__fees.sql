-- What the shop charged for payment or service, with all tax in it; and what the cheapest standard shipping would have
-- cost, where the shop says so.
alter table orders.shop_order
    add column fees bigint not null default 0 check (fees >= 0),
    add column shipping_standard bigint check (0 <= shipping_standard and shipping_standard <= shipping);
