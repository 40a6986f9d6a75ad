-- Our journal beside what a provider, or a settlement file, says moved. Nothing here moves money.

-- Each comparison, with what it found. For what nobody's order is known it belongs to no part.
create table payments.reconciliation (
    id            uuid        not null,
    source        text        not null,
    seller        text        not null,
    gateway       text,
    since         timestamptz,
    until         timestamptz not null,
    started_at    timestamptz not null,
    ended_at      timestamptz,
    by_whom       text        not null,
    movements     integer     not null default 0,
    foreign_to_us integer     not null default 0,
    orders        integer     not null default 0,
    differences   integer     not null default 0,
    opened        integer     not null default 0,
    cured         integer     not null default 0,
    trouble       text,
    primary key (id),
    constraint reconciliation_source check (source in ('provider', 'file'))
);

create index reconciliation_latest on payments.reconciliation (seller, started_at desc);
create index reconciliation_newest on payments.reconciliation (started_at desc);

-- What the provider says, while it is being compared; gone with the end of the comparison.
create table payments.statement_line (
    run       uuid        not null references payments.reconciliation,
    line      integer     not null,
    reference text        not null,
    payment   text        not null,
    key       text,
    kind      text        not null,
    pending   boolean     not null,
    amount    bigint      not null,
    currency  text        not null,
    at        timestamptz not null,
    key_part  smallint,
    key_id    uuid,
    of_part   smallint,
    of_order  uuid,
    primary key (run, line)
);

create index statement_line_of_order on payments.statement_line (run, of_part, of_order);

-- What differs, from when it was seen first until it was seen no more. "subject" is our effect, or the provider's name
-- of the movement. Without an order it is about none of ours.
create table payments.difference (
    part         smallint    not null,
    id           uuid        not null,
    order_id     uuid,
    seller       text        not null,
    source       text        not null,
    gateway      text,
    kind         text        not null,
    subject      text        not null,
    payment      text        not null,
    ours         bigint,
    our_state    text,
    theirs       bigint,
    their_state  text,
    currency     text        not null,
    reference    text,
    effect       text,
    at           timestamptz not null,
    opened_at    timestamptz not null,
    seen_at      timestamptz not null,
    cured_at     timestamptz,
    primary key (part, id),
    constraint difference_source check (source in ('provider', 'file'))
);

create unique index difference_once on payments.difference (part, seller, source, kind, subject) where cured_at is null;
create index difference_open on payments.difference (seller, opened_at) where cured_at is null;
create index difference_of_order on payments.difference (part, order_id) where cured_at is null;

-- One row: when the nightly comparison is due, or until when somebody is at it.
create table payments.reconciliation_clock (
    id     smallint    not null check (id = 1),
    due_at timestamptz not null,
    primary key (id)
);

insert into payments.reconciliation_clock (id, due_at) values (1, '1970-01-01T00:00:00Z');

-- By these a comparison finds what it is about; none is touched by a cancellation.
create index effect_sent on payments.effect (sent_at) where sent_at is not null;
create index effect_reference on payments.effect (reference) where reference is not null;
create index movement_reference on payments.movement (reference) where reference is not null;
