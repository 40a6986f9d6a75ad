-- Imports of whole files. They belong to nobody's order: reference tables.

create table orders.import_job (
    id           uuid        primary key,
    seller       text,
    format       text        not null,
    status       text        not null,
    rows         int         not null,
    taken        int         not null,
    amended      int         not null,
    identical    int         not null,
    failed       int         not null,
    bytes        bigint      not null,
    bytes_read   bigint      not null,
    actor_name   text        not null,
    trouble      text,
    created_at   timestamptz not null,
    heartbeat_at timestamptz not null,
    finished_at  timestamptz
);

create table orders.import_row (
    job_id  uuid not null references orders.import_job (id),
    row     int  not null,
    number  text,
    outcome text not null,
    code    text,
    message text,
    errors  jsonb,
    primary key (job_id, row)
);
create index import_row_failed on orders.import_row (job_id, row) where outcome = 'failed';
