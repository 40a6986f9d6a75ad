-- Money that must be back by a day that a law sets: one clock for each cancellation that it is given back for. It
-- runs from when the buyer said so until all of it is back.
create table cancellations.refund_clock (
    part       smallint    not null,
    attempt_id uuid        not null,
    order_id   uuid        not null,
    law        text        not null,
    source     text        not null,
    started_at timestamptz not null,
    due_at     timestamptz not null,
    look_at    timestamptz,
    warned_at  timestamptz,
    missed_at  timestamptz,
    ended_at   timestamptz,
    primary key (part, attempt_id),
    foreign key (part, attempt_id) references cancellations.attempt (part, id),
    check ((look_at is null) = (ended_at is not null))
);

create index refund_clock_look on cancellations.refund_clock (look_at) where look_at is not null;
