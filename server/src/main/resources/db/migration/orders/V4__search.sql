-- What the desk looks for besides number, address and the beginning of a name: a surname, a telephone number by its
-- beginning or its last digits, an article, a parcel. Every search is a stretch of one index of one seller.

alter table orders.shop_order
    add column surname_key text collate "C",
    add column phone_key   text collate "C";

update orders.shop_order
   set surname_key = case when name_key ~ '\S\s+\S'
                          then regexp_replace(name_key, '^(.*\S)\s+(\S+)\s*$', '\2 \1') end,
       phone_key = nullif(regexp_replace(customer ->> 'phone', '[^0-9]', '', 'g'), '');

-- Numbers are found without regard to case, and without the # that some shops write before them.
drop index orders.shop_order_number;
create index shop_order_number on orders.shop_order (seller, lower(ltrim(number, '#')), id);
create index shop_order_surname on orders.shop_order (seller, surname_key, id) where surname_key is not null;
create index shop_order_phone on orders.shop_order (seller, phone_key, id) where phone_key is not null;
create index shop_order_phone_end on orders.shop_order (seller, reverse(phone_key), id) where phone_key is not null;

-- A line and a parcel carry their seller so that a search for one seller's articles never walks past another's.
alter table orders.line add column seller text;
update orders.line l
   set seller = o.seller
  from orders.shop_order o
 where o.part = l.part and o.id = l.order_id;
create index line_sku on orders.line (seller, lower(sku collate "C"), order_id) where seller is not null;

alter table orders.shipment add column seller text;
update orders.shipment s
   set seller = o.seller
  from orders.shop_order o
 where o.part = s.part and o.id = s.order_id;
create index shipment_tracking on orders.shipment (seller, lower(replace(tracking, ' ', '') collate "C"), order_id)
 where seller is not null and tracking is not null;
