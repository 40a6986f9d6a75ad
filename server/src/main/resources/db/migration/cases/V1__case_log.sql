-- The case log: what happened to each order. Times are given by the application, ids too.

-- One row for each order: where its chain of hashes ends. The row is updated with every fact; free room on the page
-- keeps those updates local.
create table cases.head (
    part smallint not null,
    order_id uuid not null,
    seller text not null,
    number text not null,
    seq bigint not null check (seq >= 0),
    hash bytea not null check (length(hash) = 32),
    primary key (part, order_id),
    unique (part, seller, number)
) with (fillfactor = 80);

-- The key of an order's personal fields, alone in its row: taking it away erases the person and touches nothing else.
create table cases.cipher (
    part smallint not null,
    order_id uuid not null,
    key bytea not null check (length(key) = 32),
    primary key (part, order_id),
    foreign key (part, order_id) references cases.head
);

-- The facts. Rows are inserted and read, never updated or deleted.
create table cases.fact (
    part smallint not null,
    order_id uuid not null,
    seq bigint not null check (seq > 0),
    kind text not null,
    at timestamptz not null,
    actor_kind text not null,
    actor_name text not null,
    channel text not null,
    -- The JSON exactly as it was hashed: text, because jsonb would rewrite it.
    body text not null,
    -- Encrypted personal fields; null when the fact has none, empty when the key was gone before it was written.
    personal bytea,
    prev_hash bytea not null check (length(prev_hash) = 32),
    hash bytea not null check (length(hash) = 32),
    primary key (part, order_id, seq),
    foreign key (part, order_id) references cases.head
);

-- Facts that the feed does not list yet. Written with the fact, deleted by the sequencer, so it stays small.
create table cases.unlisted (
    part smallint not null,
    order_id uuid not null,
    seq bigint not null,
    seller text not null,
    at timestamptz not null,
    primary key (part, order_id, seq)
);

create index unlisted_by_age on cases.unlisted (at);

-- The order in which facts are told outside: 1, 2, 3, … without gap. One stream across all orders, hence no part first.
create table cases.feed (
    cursor bigint not null check (cursor > 0),
    part smallint not null,
    order_id uuid not null,
    seq bigint not null,
    seller text not null,
    primary key (cursor)
);

create unique index feed_lists_a_fact_once on cases.feed (part, order_id, seq);
create index feed_of_seller on cases.feed (seller, cursor);

-- One row: the last cursor given, and which process gives the next ones until when.
create table cases.sequencer (
    id smallint not null check (id = 1),
    cursor bigint not null check (cursor >= 0),
    holder text,
    leased_until timestamptz,
    primary key (id)
);

insert into cases.sequencer (id, cursor) values (1, 0);

-- How far each follower of the feed has come, and when it tries again after a failure.
create table cases.listener (
    name text not null check (length(name) between 1 and 40),
    cursor bigint not null check (cursor >= 0),
    failures integer not null default 0 check (failures >= 0),
    retry_at timestamptz,
    primary key (name)
);

-- Who must act next on which order.
create table cases.queue_item (
    part smallint not null,
    order_id uuid not null,
    kind text not null,
    subject text not null,
    seller text not null,
    number text not null,
    waits_for text not null,
    summary text not null,
    since timestamptz not null,
    due timestamptz,
    primary key (part, order_id, kind, subject)
);

-- Items without a due time come last: they count as due at the end of time.
create index queue_item_by_due on cases.queue_item (
    coalesce(due, 'infinity'::timestamptz), part, order_id, kind, subject);
create index queue_item_of_seller on cases.queue_item (
    seller, coalesce(due, 'infinity'::timestamptz), part, order_id, kind, subject);
