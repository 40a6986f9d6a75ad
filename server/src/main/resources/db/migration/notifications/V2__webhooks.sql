-- Webhooks: where sellers want to be told by HTTP, and what was told there.

create table notifications.endpoint (
    id            uuid        not null,
    seller        text        not null,
    url           text        not null,
    description   text        not null,
    -- Which kinds of facts, or groups such as cancellation.*; empty for all.
    kinds         text[]      not null,
    -- Who is told by mail when it stops working; null for nobody.
    contact       text,
    enabled       boolean     not null,
    -- Why the server itself switched it off: failing or gone.
    paused_why    text check (paused_why in ('failing', 'gone')),
    paused_at     timestamptz,
    -- Signs every call, so it stands here as it is.
    secret        text        not null,
    -- The secret before, which signs beside the new one until then.
    old_secret    text,
    old_until     timestamptz,
    -- The other side asked for silence until then.
    not_before    timestamptz,
    -- Renewed at most once a minute.
    delivered_at  timestamptz,
    -- The last trial: when, and what came of it.
    tested_at     timestamptz,
    test_result   text,
    -- A replay that is under way: facts of the feed behind the cursor, those delivered before included or not.
    replay_after  bigint,
    replay_until  bigint,
    replay_since  timestamptz,
    replay_all    boolean     not null default false,
    created_at    timestamptz not null,
    deleted_at    timestamptz,
    check ((old_secret is null) = (old_until is null)),
    primary key (id)
);

create index endpoint_of_seller on notifications.endpoint (seller) where deleted_at is null;
create index endpoint_replaying on notifications.endpoint (id) where replay_after is not null;

-- What an endpoint is told about one fact. One row for each fact and endpoint, made from the committed fact; the body is
-- kept as it was first written, so that every try sends the same bytes.
create table notifications.delivery (
    part          smallint    not null,
    order_id      uuid        not null,
    endpoint      uuid        not null references notifications.endpoint,
    seq           bigint      not null,
    id            uuid        not null,
    event         uuid        not null,
    seller        text        not null,
    order_number  text        not null,
    cursor        bigint      not null,
    kind          text        not null,
    body          text        not null,
    -- WAITING: behind an earlier one of the same order.
    status        text        not null check (status in ('WAITING', 'PENDING', 'DELIVERED', 'FAILED', 'SKIPPED')),
    -- Every claim counts one up: whoever claimed earlier can no longer record a failure.
    attempts      integer     not null,
    -- How many tries of the present run are over, which says when the next one is.
    tries         integer     not null,
    next_try      timestamptz not null,
    first_try     timestamptz,
    leased_until  timestamptz,
    last_status   integer,
    last_error    text,
    created_at    timestamptz not null,
    delivered_at  timestamptz,
    primary key (part, order_id, endpoint, seq),
    unique (part, id)
);

create index delivery_due on notifications.delivery (endpoint, next_try) where status = 'PENDING';
create index delivery_of_endpoint on notifications.delivery (endpoint, cursor, part, id);
create index delivery_failed on notifications.delivery (endpoint, cursor, part, id) where status = 'FAILED';
create index delivery_by_age on notifications.delivery (created_at);

-- The log: what each try brought.
create table notifications.delivery_attempt (
    part        smallint    not null,
    delivery    uuid        not null,
    number      integer     not null,
    at          timestamptz not null,
    took_millis bigint      not null,
    -- Null when there was no answer.
    status      integer,
    -- Why there was none, or null.
    trouble     text,
    -- How the answer began, or what was wrong.
    answer      text        not null,
    primary key (part, delivery, number),
    foreign key (part, delivery) references notifications.delivery (part, id) on delete cascade
);

-- Mails to sellers about their endpoints.
create table notifications.endpoint_mail (
    part          smallint    not null,
    order_id      uuid        not null,
    id            uuid        not null,
    endpoint      uuid        not null,
    seller        text        not null,
    order_number  text        not null,
    kind          text        not null,
    recipient     text        not null,
    subject       text        not null,
    text          text        not null,
    html          text        not null,
    attempts      integer     not null,
    -- Null when it was sent or given up.
    next_try      timestamptz,
    created_at    timestamptz not null,
    primary key (part, id)
);

create index endpoint_mail_due on notifications.endpoint_mail (next_try) where next_try is not null;
