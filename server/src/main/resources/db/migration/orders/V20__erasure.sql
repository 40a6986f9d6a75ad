-- When the person of an order was forgotten; and how to find by age those whom to forget.
alter table orders.shop_order add column erased_at timestamptz;

create index shop_order_by_age on orders.shop_order (seller, taken_at, id) where erased_at is null;
