-- When the person of an order was forgotten; and how to find those whom to forget: by the shop's id of the customer, and
-- by age.
alter table orders.shop_order add column erased_at timestamptz;

create index shop_order_customer on orders.shop_order (seller, (customer ->> 'id'), id) where erased_at is null;
create index shop_order_by_age on orders.shop_order (seller, taken_at, id) where erased_at is null;
