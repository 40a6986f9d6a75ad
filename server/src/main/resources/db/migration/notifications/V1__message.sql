-- What people are told: one row for each fact, channel and recipient, made from the committed fact and kept as it was
-- said, so that every copy of it is the same.
create table notifications.message (
    part          smallint    not null,
    order_id      uuid        not null,
    seq           bigint      not null,
    channel       text        not null,
    -- The address in the channel's own form; empty when there was none.
    recipient     text        not null,
    id            uuid        not null,
    seller        text        not null,
    order_number  text        not null,
    kind          text        not null,
    name          text        not null,
    sender        text        not null,
    reply_to      text,
    message_id    text        not null,
    -- Empty when the fact could not be put into words; then it failed, and is made again before it is sent again.
    subject       text        not null,
    html          text        not null,
    text          text        not null,
    status        text        not null check (status in ('PENDING', 'SENT', 'FAILED')),
    -- Every claim counts one up: whoever claimed earlier can no longer record a failure.
    attempts      integer     not null,
    attempts_left integer     not null,
    next_try      timestamptz not null,
    -- Until then somebody is busy with it, unless he died.
    leased_until  timestamptz,
    last_error    text,
    created_at    timestamptz not null,
    sent_at       timestamptz,
    primary key (part, order_id, seq, channel, recipient),
    unique (part, id)
);

create index message_due on notifications.message (next_try) where status = 'PENDING';
