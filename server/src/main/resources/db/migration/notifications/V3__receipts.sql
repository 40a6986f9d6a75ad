-- Signed, numbered receipts: one for each request, verdict and message of the store, made by the follower of the case log.
create table notifications.receipt (
    part         smallint    not null,
    order_id     uuid        not null,
    -- The fact it is the receipt of.
    seq          bigint      not null,
    id           uuid        not null,
    seller       text        not null,
    order_number text        not null,
    -- The cancellation's public id.
    thing        text        not null,
    kind         text        not null,
    year         int         not null,
    number       bigint      not null check (number > 0),
    happened_at  timestamptz not null,
    issued_at    timestamptz not null,
    -- Not for the customer's eyes, as he was not told of it.
    shop_only    boolean     not null,
    kid          text        not null,
    -- What remains when the person is erased: that this very receipt was issued, under this number.
    sha256       text        not null,
    -- The few words for a QR code, signed; nothing in them is about the person.
    brief        text        not null,
    -- The receipt itself, sealed with the order's key of the case log; null when that was gone before.
    sealed       bytea,
    primary key (part, order_id, seq),
    unique (part, id)
);

create index receipt_of_thing on notifications.receipt (part, thing, seq);

-- The last number of a seller in a year. Only the follower counts it, after the commit: no command waits for it.
create table notifications.receipt_count (
    seller text   not null,
    year   int    not null,
    last   bigint not null check (last >= 0),
    primary key (seller, year)
);

-- The keys that sign. Each process signs with one that is sealed by the secret of its own; all are published, forever.
create table notifications.receipt_key (
    kid        text        primary key,
    -- As it is published: a JSON Web Key.
    jwk        text        not null,
    -- Which secret sealed it: the secret itself is in no database.
    secret     text        not null,
    sealed     bytea       not null,
    created_at timestamptz not null,
    retired_at timestamptz
);

create index receipt_key_active on notifications.receipt_key (secret, created_at desc) where retired_at is null;
