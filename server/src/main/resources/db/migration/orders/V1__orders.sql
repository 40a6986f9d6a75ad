-- Orders, their lines with one counter per stage, the goods journal, shipments. Everything about an order lives in its
-- part. Amounts are minor units of the order's currency.

create table orders.shop_order (
    part             smallint    not null,
    id               uuid        not null,
    seller           text        not null,
    number           text        not null collate "C",
    version          bigint,
    placed_at        timestamptz,
    taken_at         timestamptz not null,
    currency         text        not null,
    tax_included     boolean     not null,
    shipping         bigint      not null check (shipping >= 0),
    shipping_tax     bigint      not null check (shipping_tax >= 0),
    discount         bigint      not null check (discount >= 0),
    amount_due       bigint      not null check (amount_due >= 0),
    customer         jsonb       not null,
    billing_address  jsonb       not null,
    shipping_address jsonb,
    tenders          jsonb       not null,
    metadata         jsonb       not null,
    email_key        text collate "C",
    name_key         text        not null collate "C",
    link_sent_at     timestamptz,
    primary key (part, id),
    unique (part, seller, number)
);

-- Lists are of one seller, newest first; or by the beginning of a number, an e-mail address or a name.
create index shop_order_newest on orders.shop_order (seller, taken_at desc, id desc);
create index shop_order_number on orders.shop_order (seller, number, id);
create index shop_order_email on orders.shop_order (seller, email_key, id) where email_key is not null;
create index shop_order_name on orders.shop_order (seller, name_key, id);
-- Who finds his order again knows its number and his address, but seldom how the seller is called here.
create index shop_order_lost on orders.shop_order (number, email_key);

create table orders.line (
    part        smallint not null,
    order_id    uuid     not null,
    line        text     not null,
    position    int      not null,
    sku         text     not null,
    title       text     not null,
    quantity    int      not null check (quantity between 1 and 1000000),
    unit_price  bigint   not null check (unit_price >= 0),
    discount    bigint   not null check (discount >= 0),
    tax         bigint   not null check (tax >= 0),
    kind        text     not null,
    attributes  jsonb    not null,
    metadata    jsonb    not null,
    accessed_at timestamptz,
    open        int      not null check (open >= 0),
    released    int      not null check (released >= 0),
    stopping    int      not null check (stopping >= 0),
    canceled    int      not null check (canceled >= 0),
    shipped     int      not null check (shipped >= 0),
    delivered   int      not null check (delivered >= 0),
    "returning" int      not null check ("returning" >= 0),
    returned    int      not null check (returned >= 0),
    lost        int      not null check (lost >= 0),
    primary key (part, order_id, line),
    foreign key (part, order_id) references orders.shop_order (part, id),
    constraint every_unit_in_one_place check (
        open + released + stopping + canceled + shipped + delivered + "returning" + returned + lost = quantity)
) with (fillfactor = 85);

-- The goods journal. Every unit begins as open; the counters of a line are that plus its journal.
create table orders.move (
    part       smallint    not null,
    order_id   uuid        not null,
    seq        int         not null,
    line       text        not null,
    from_stage text        not null,
    to_stage   text        not null,
    quantity   int         not null check (quantity > 0),
    cause_kind text        not null,
    cause_id   text        not null,
    at         timestamptz not null,
    primary key (part, order_id, seq),
    foreign key (part, order_id, line) references orders.line (part, order_id, line)
);

-- In which stages an order has units at all, so that a list by stage reads only what it shows.
create table orders.in_stage (
    part     smallint    not null,
    order_id uuid        not null,
    stage    text        not null,
    seller   text        not null,
    taken_at timestamptz not null,
    primary key (part, order_id, stage),
    foreign key (part, order_id) references orders.shop_order (part, id)
);
create index in_stage_newest on orders.in_stage (seller, stage, taken_at desc, order_id desc);

-- A parcel: claimed before its label was printed, or reported after it had left. Its status is the carrier's latest
-- word by the carrier's own time.
create table orders.shipment (
    part         smallint    not null,
    id           uuid        not null,
    order_id     uuid        not null,
    caller_id    text        not null,
    carrier      text        not null,
    tracking     text,
    report       boolean     not null,
    shipped_at   timestamptz,
    taken_at     timestamptz not null,
    request_hash bytea       not null,
    status       text        not null,
    status_at    timestamptz not null,
    primary key (part, id),
    unique (part, order_id, caller_id),
    foreign key (part, order_id) references orders.shop_order (part, id)
);

-- What of each line is in the parcel: moved there by this shipment, or (excess) told although it had left before.
create table orders.shipment_line (
    part          smallint not null,
    shipment_id   uuid     not null,
    line          text     not null,
    order_id      uuid     not null,
    quantity      int      not null check (quantity >= 0),
    from_stopping int      not null check (from_stopping >= 0),
    from_canceled int      not null check (from_canceled >= 0),
    excess        int      not null check (excess >= 0),
    delivered     int      not null check (delivered >= 0),
    lost          int      not null check (lost >= 0),
    primary key (part, shipment_id, line),
    foreign key (part, shipment_id) references orders.shipment (part, id),
    foreign key (part, order_id, line) references orders.line (part, order_id, line),
    check (from_stopping + from_canceled <= quantity),
    check (delivered + lost <= quantity)
);

-- What the carrier said.
create table orders.shipment_event (
    part         smallint    not null,
    shipment_id  uuid        not null,
    seq          int         not null,
    status       text        not null,
    at           timestamptz not null,
    description  text,
    recorded_at  timestamptz not null,
    primary key (part, shipment_id, seq),
    unique (part, shipment_id, status, at),
    foreign key (part, shipment_id) references orders.shipment (part, id)
);
