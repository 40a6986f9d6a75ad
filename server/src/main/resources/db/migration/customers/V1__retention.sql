-- How long a seller keeps the people of his orders. Without a row the operator's setting counts.
create table customers.retention (
    seller     text        not null,
    -- An ISO 8601 duration such as P730D; empty for ever.
    keep       text        not null,
    changed_by text        not null,
    changed_at timestamptz not null,
    primary key (seller)
);
