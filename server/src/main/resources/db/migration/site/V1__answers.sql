-- What was answered to a command, kept under the caller's key for as long as the order lives.
-- The answer is null only inside the transaction that is still working it out.
create table site.answer (
    part smallint not null,
    seller text not null,
    order_number text not null,
    operation text not null,
    key text not null,
    request bytea not null check (length(request) = 32),
    status smallint,
    content_type text,
    headers text,
    body text,
    created_at timestamptz not null,
    primary key (part, seller, order_number, operation, key)
);
