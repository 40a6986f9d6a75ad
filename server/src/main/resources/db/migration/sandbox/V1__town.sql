-- The books of three other companies: a warehouse, a carrier and a payment provider. They know of us only what they
-- were told over HTTP; nothing here leads to our own tables.

-- How often each does what, in percent, and the seed from which its dice are thrown.
create table sandbox.company (
    name          text   primary key check (name in ('warehouse', 'carrier', 'payments')),
    yes           int    not null check (yes between 0 and 100),
    no            int    not null check (no between 0 and 100),
    never         int    not null check (never between 0 and 100),
    late          int    not null check (late between 0 and 100),
    twice         int    not null check (twice between 0 and 100),
    early         int    not null check (early between 0 and 100),
    lost          int    not null check (lost between 0 and 100),
    delay_seconds int    not null check (delay_seconds between 0 and 31536000),
    late_seconds  int    not null check (late_seconds between 0 and 31536000),
    seed          bigint not null,
    check (yes + no + never = 100)
);

insert into sandbox.company (
    name, yes, no, never, late, twice, early, lost, delay_seconds, late_seconds, seed)
values
    ('warehouse', 50, 50, 0, 0, 10, 0, 10, 5, 172800, 56),
    ('carrier', 100, 0, 0, 0, 10, 0, 10, 20, 172800, 1),
    ('payments', 100, 0, 0, 10, 10, 10, 20, 3, 30, 1);

-- Whom the companies work for, and how they reach him.
create table sandbox.account (
    company  text        not null references sandbox.company (name),
    id       text        not null,
    name     text        not null,
    secret   text        not null,
    callback text        not null,
    api      text,
    api_key  text,
    at       timestamptz not null,
    primary key (company, id)
);

create table sandbox.stop (
    id        text        primary key,
    account   text        not null,
    attempt   text        not null,
    number    text        not null,
    lines     jsonb       not null,
    -- line -> stopped or too_late; empty when it never answers
    outcome   jsonb       not null,
    state     text        not null check (state in ('working', 'answered', 'silent', 'resumed')),
    asked_at  timestamptz not null,
    answer_at timestamptz
);

create index stop_of_attempt on sandbox.stop (account, attempt, asked_at);

create table sandbox.charge (
    id         text        primary key,
    amount     bigint      not null check (amount > 0),
    currency   text        not null,
    captured   bigint      not null check (captured >= 0),
    voided     bigint      not null check (voided >= 0),
    refunded   bigint      not null check (refunded >= 0),
    thrown     int         not null,
    at         timestamptz not null,
    check (captured + voided <= amount),
    check (refunded <= captured)
);

-- Every movement of money, and what was answered under its idempotency key.
create table sandbox.movement (
    key       text        primary key,
    request   text        not null,
    id        text        not null unique,
    charge    text        not null references sandbox.charge (id),
    kind      text        not null check (kind in ('void', 'reduce', 'refund', 'capture')),
    amount    bigint      not null check (amount > 0),
    state     text        not null check (state in ('pending', 'succeeded', 'failed')),
    message   text,
    status    int         not null,
    answer    text        not null,
    at        timestamptz not null,
    done_at   timestamptz
);

create index movement_of_charge on sandbox.movement (charge, at);

create table sandbox.parcel (
    tracking text        primary key,
    account  text        not null,
    shipment text        not null,
    number   text        not null,
    state    text        not null,
    at       timestamptz not null
);

-- Asked to bring a parcel back; kept for the day a carrier can.
create table sandbox.intercept (
    id       bigint      generated always as identity primary key,
    tracking text        not null references sandbox.parcel (tracking),
    body     text        not null,
    at       timestamptz not null
);

-- What a company has yet to tell somebody.
create table sandbox.errand (
    id       bigint      generated always as identity primary key,
    company  text        not null references sandbox.company (name),
    account  text        not null,
    kind     text        not null check (kind in ('callback', 'claim', 'hand_over', 'track', 'settle')),
    path     text,
    message  text        not null,
    body     text        not null,
    due_at   timestamptz not null,
    -- whether it is told also when it has been overtaken
    crossing boolean     not null,
    tries    int         not null,
    done_at  timestamptz,
    status   int,
    answer   text
);

create index errand_due on sandbox.errand (due_at, id) where done_at is null;

-- The calls each company received.
create table sandbox.received (
    id      bigint      generated always as identity primary key,
    company text        not null references sandbox.company (name),
    at      timestamptz not null,
    method  text        not null,
    path    text        not null,
    message text        not null,
    body    text        not null,
    status  int         not null,
    fault   text        not null
);

create index received_by on sandbox.received (company, id desc);

-- How far the demo's clock is ahead. It only ever grows.
create table sandbox.clock (
    one     boolean primary key check (one),
    seconds bigint  not null check (seconds >= 0)
);

insert into sandbox.clock (one, seconds) values (true, 0);
