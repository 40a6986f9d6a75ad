-- What a change of the order leaves behind. "replaces" names the line whose canceled units a line took the place of;
-- "address_told" is the shipping address as the shop told it last, kept while a change has overtaken it: an object with
-- the address, or with null for the billing address.
alter table orders.line add column replaces text;
alter table orders.shop_order add column address_told jsonb;
