-- Bulk documents. Jobs and reports stood with the orders before they had a room of their own; they move with their rows.

alter table orders.import_job set schema feeds;
alter table orders.import_row set schema feeds;

-- What a job needs to go on after its process was killed, and what a file of rows counts.
alter table feeds.import_job
    add column phase          text    not null default 'rows',
    -- The last row, or in later phases the last place of a group, that is done: committed with what it did.
    add column done_to        int     not null default 0,
    add column rows_total     int     not null default 0,
    add column canceled       int     not null default 0,
    add column partly         int     not null default 0,
    add column unmatched      int     not null default 0,
    add column skipped        int     not null default 0,
    add column orders         int     not null default 0,
    add column cancellations  int     not null default 0,
    add column tell           boolean not null default false,
    add column actor_kind     text    not null default 'operator',
    add column stop_requested boolean not null default false,
    add constraint import_job_phase check (phase in ('rows', 'reading', 'grouping', 'orders', 'cancellations'));

-- A row was reported in the transaction that took it, one after the other.
update feeds.import_job j
   set done_to = coalesce((select max(r.row) from feeds.import_row r where r.job_id = j.id), 0);

create index import_job_newest on feeds.import_job (created_at desc, id desc);
create index import_job_of_seller on feeds.import_job (seller, created_at desc, id desc);
create index import_row_outcome on feeds.import_row (job_id, outcome, row);
drop index feeds.import_row_failed;

-- The rows of a file on their way, brought in by COPY; gone when the job ends.
create table feeds.staged_row (
    job_id   uuid          not null references feeds.import_job (id),
    row      int           not null,
    invoice  text          not null,
    kind     text          not null check (kind in ('purchase', 'cancellation')),
    sku      text          not null,
    title    text          not null,
    quantity int           not null,
    at       timestamptz   not null,
    price    numeric(20,6) not null,
    customer text          not null,
    country  text          not null,
    -- why the row cannot be taken; then the rest of it may be empty
    code     text,
    message  text,
    primary key (job_id, row)
);

create index staged_row_of_invoice on feeds.staged_row (job_id, invoice, row);

-- The invoices of a file in the order in which they are worked on: purchases as they come, then cancellations by time.
create table feeds.staged_invoice (
    job_id  uuid not null references feeds.import_job (id),
    place   int  not null,
    invoice text not null,
    kind    text not null,
    rows    int  not null,
    primary key (job_id, place)
);

-- What customers bought by files whose cancellations do not name their order: where to look for it. A view across
-- orders, hence no part first. "remaining" is a hint; the order's own counters decide.
create table feeds.purchase (
    seller    text          not null,
    customer  text          not null,
    sku       text          not null,
    at        timestamptz   not null,
    number    text          not null,
    line      text          not null,
    part      smallint      not null,
    order_id  uuid          not null,
    price     numeric(20,6) not null,
    quantity  int           not null,
    remaining int           not null,
    primary key (seller, number, line),
    check (0 <= remaining and remaining <= quantity)
);

create index purchase_remaining on feeds.purchase (seller, customer, sku, at desc, number desc) where remaining > 0;

-- What a file's cancellation row has canceled, so that it does so once however often it comes.
create table feeds.past_cancellation (
    seller   text not null,
    invoice  text not null,
    ordinal  int  not null,
    sku      text not null,
    customer text not null,
    quantity int  not null,
    canceled int  not null,
    numbers  text not null,
    primary key (seller, invoice, ordinal),
    check (0 < canceled and canceled <= quantity)
);
