-- Which warehouse stops for a seller. The settings of `http` are kept while another kind is chosen.
create table fulfilment.partner (
    seller     text        primary key,
    id         uuid        not null unique,
    kind       text        not null,
    url        text,
    status_url text,
    -- what both sides sign with; the old one is good for a while after it was replaced
    secret     text        not null,
    secret_at  timestamptz not null,
    old_secret text,
    old_until  timestamptz,
    changed_at timestamptz not null,
    changed_by text        not null,
    check ((old_secret is null) = (old_until is null))
);

-- A message to a warehouse, frozen before it is first sent: every re-send has the same id and the same bytes.
create table fulfilment.call (
    part         smallint    not null,
    id           uuid        not null,
    ask          text        not null,
    kind         text        not null check (kind in ('stop', 'resume')),
    partner      text        not null,
    seller       text        not null,
    order_id     uuid        not null,
    number       text        not null,
    attempt      text        not null,
    body         text        not null,
    made_at      timestamptz not null,
    delivered_at timestamptz,
    polls        int         not null check (polls >= 0),
    next_poll    timestamptz,
    primary key (part, id),
    unique (part, ask)
);

create index call_poll on fulfilment.call (next_poll) where next_poll is not null;

-- The delivery log: what was sent or came, when, what was answered, how long it took.
create table fulfilment.exchange (
    part    smallint    not null,
    id      uuid        not null,
    seller  text        not null,
    partner text        not null,
    kind    text        not null check (kind in ('stop', 'resume', 'poll', 'test', 'callback')),
    message text        not null,
    number  text,
    attempt text,
    at      timestamptz not null,
    millis  bigint      not null check (millis >= 0),
    status  int,
    error   text,
    sent    text,
    answer  text,
    primary key (part, id)
);

create index exchange_of_seller on fulfilment.exchange (seller, at desc, id desc);

create index exchange_by_age on fulfilment.exchange (at);
