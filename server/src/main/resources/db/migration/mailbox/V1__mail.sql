-- What the built-in mailbox of a demo took. Not a table of orders: mails come from outside, by SMTP.
create table mailbox.mail (
    id           uuid        not null primary key,
    place        bigint      not null unique generated always as identity,
    message_id   text        not null unique,
    received_at  timestamptz not null,
    last_at      timestamptz not null,
    copies       integer     not null check (copies > 0),
    sender       text        not null,
    recipients   text        not null,
    subject      text        not null,
    order_number text,
    kind         text,
    search       text        not null,
    raw          bytea       not null
);

create index mail_order on mailbox.mail (order_number, place desc) where order_number is not null;
