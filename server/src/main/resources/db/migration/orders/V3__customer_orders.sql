-- The orders of a customer by his id at the shop, for "my orders" behind the shop's own sign-in.
create index shop_order_customer on orders.shop_order (seller, ((customer ->> 'id') collate "C"))
    where customer ->> 'id' is not null;
