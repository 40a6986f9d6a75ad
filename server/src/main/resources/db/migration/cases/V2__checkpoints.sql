-- What the case log said at a moment, signed by a key that is not in the database. Each checkpoint names the ends of
-- the chains that grew since the one before, and continues its hash. They span all orders: reference tables.
create table cases.checkpoint (
    number      bigint      not null check (number > 0),
    at          timestamptz not null,
    -- The stretch of the feed it covers: after one cursor, up to another.
    from_cursor bigint      not null check (from_cursor >= 0),
    upto_cursor bigint      not null check (upto_cursor > from_cursor),
    -- For each order in that stretch 16 bytes of its id, 8 of the entry's number, 32 of the entry's hash.
    heads       bytea       not null check (length(heads) > 0 and length(heads) % 56 = 0),
    previous    bytea       not null check (length(previous) = 32),
    hash        bytea       not null check (length(hash) = 32),
    key_id      text        not null,
    signature   bytea       not null,
    primary key (number)
);

create table cases.checkpoint_key (
    id         text        not null,
    public_key bytea       not null,
    created_at timestamptz not null,
    primary key (id)
);
