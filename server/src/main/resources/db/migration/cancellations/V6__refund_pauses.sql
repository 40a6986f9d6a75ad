-- Times in which the clock of a refund stands still, because the law lets the shop wait for something. What somebody wrote
-- about it is told with the fact, which is sealed for its person.
create table cancellations.refund_pause (
    part       smallint    not null,
    attempt_id uuid        not null,
    number     integer     not null check (number between 1 and 100),
    because    text        not null check (because in ('goods', 'customer', 'bank')),
    began_at   timestamptz not null,
    ended_at   timestamptz,
    primary key (part, attempt_id, number),
    foreign key (part, attempt_id) references cancellations.refund_clock (part, attempt_id),
    check (ended_at is null or ended_at >= began_at)
);

create unique index refund_pause_standing on cancellations.refund_pause (part, attempt_id) where ended_at is null;
