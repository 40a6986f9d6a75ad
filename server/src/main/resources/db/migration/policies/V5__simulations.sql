-- Drafts that are tried on past orders: a job for each, with what it counted and where it goes on.

create table policies.simulation (
    id           uuid        primary key,
    seller       text        not null,
    asked_by     text        not null,
    asked_at     timestamptz not null,
    asking       text        not null check (asking in ('requests', 'moments')),
    since        timestamptz not null,
    until        timestamptz not null check (until > since),
    -- the document that is tried, as it was when somebody asked
    source       text        not null,
    revision     integer     not null,
    -- the version beside it; null: the one that binds each order
    beside       text,
    state        text        not null check (state in ('waiting', 'running', 'done', 'failed', 'canceled')),
    lease_until  timestamptz,
    orders_total bigint      not null,
    next_taken   timestamptz,
    next_order   uuid,
    figures      jsonb       not null,
    kept         integer     not null,
    trouble      text,
    finished_at  timestamptz,
    check ((state in ('done', 'failed', 'canceled')) = (finished_at is not null)),
    check ((next_taken is null) = (next_order is null))
);

create index simulation_of_seller on policies.simulation (seller, asked_at desc, id desc);
create index simulation_open on policies.simulation (asked_at) where state in ('waiting', 'running');
create unique index simulation_open_of_seller on policies.simulation (seller) where state in ('waiting', 'running');

-- Some of the orders that would have got another answer.
create table policies.simulated (
    simulation uuid    not null references policies.simulation (id) on delete cascade,
    seq        integer not null,
    body       jsonb   not null,
    primary key (simulation, seq)
);
