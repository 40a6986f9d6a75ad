-- Money that must be back by a day that a law sets: one clock for each cancellation for which something goes back. It
-- runs from when the buyer asked until all of it is back. Which law wants it by when is found out when somebody first
-- looks: most of the money is back by then.
create table cancellations.refund_clock (
    part       smallint    not null,
    attempt_id uuid        not null,
    order_id   uuid        not null,
    started_at timestamptz not null,
    law        text,
    source     text,
    due_at     timestamptz,
    look_at    timestamptz,
    warned_at  timestamptz,
    missed_at  timestamptz,
    ended_at   timestamptz,
    primary key (part, attempt_id),
    foreign key (part, attempt_id) references cancellations.attempt (part, id),
    check ((look_at is null) = (ended_at is not null)),
    check ((law is null) = (due_at is null) and (law is null) = (source is null))
);

create index refund_clock_look on cancellations.refund_clock (look_at) where look_at is not null;
