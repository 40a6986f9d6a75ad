-- What the terms may withhold or give in another form: fees of the order, the surcharge of a faster shipping, a fee for
-- canceling, store credit in place of money.

-- "surcharge" is what of the shipping was paid above the cheapest standard price. "fee" is what was withheld for
-- canceling so far, and "fee_base" the money it was counted from: what would have gone back of payments without it.
alter table payments.bill
    add column surcharge bigint not null default 0,
    add column surcharge_tax bigint not null default 0,
    add column fees bigint not null default 0,
    add column fees_settled bigint not null default 0,
    add column fee_base bigint not null default 0,
    add column fee bigint not null default 0,
    add constraint bill_surcharge check (0 <= surcharge and surcharge <= shipping),
    add constraint bill_surcharge_tax check (0 <= surcharge_tax and surcharge_tax <= shipping_tax),
    add constraint bill_fees check (0 <= fees_settled and fees_settled <= fees),
    add constraint bill_fee check (0 <= fee and fee <= kept and fee <= fee_base);

alter table payments.share
    add column fees bigint not null default 0,
    add constraint share_fees check (0 <= fees);

-- A credit promises store credit in place of a refund, as the shopper chose; on the payment it counts as one.
alter table payments.effect
    drop constraint effect_kind,
    add constraint effect_kind check (kind in ('void', 'refund', 'credit'));
