-- Requests to cancel and what became of them, the answers they got, and what the warehouses must still be told.
-- Everything about an order lives in its part. Times are given by the application.

create table cancellations.attempt (
    part           smallint    not null,
    id             uuid        not null,
    order_id       uuid        not null,
    seller         text        not null,
    number         text        not null,
    status         text        not null check (status in ('canceled', 'attempting', 'waiting', 'successful', 'unable',
                                                          'partly', 'withdrawn', 'refused')),
    reason         text        not null,
    -- What the requester wrote: personal, so it stands alone and may be emptied.
    note           text,
    refusal        text,
    requested_by   text        not null,
    asked_at       timestamptz not null,
    waits_for      text        check (waits_for in ('warehouse', 'seller', 'requester')),
    if_unable      text        check (if_unable in ('intercept', 'refuse', 'return', 'keep')),
    deadline       timestamptz,
    silence        text        check (silence in ('unable', 'successful')),
    -- When the clock looks at it next: the deadline, or later when that failed. Only while it is pending.
    due_at         timestamptz,
    settled_at     timestamptz,
    verdict_by     text        check (verdict_by in ('answer', 'claim', 'report', 'silence', 'approval', 'denial',
                                                     'withdrawal')),
    follows        uuid,
    next           text,
    money          jsonb       not null,
    policy_version text        not null,
    facts          jsonb       not null,
    primary key (part, id),
    foreign key (part, follows) references cancellations.attempt (part, id),
    check ((status in ('attempting', 'waiting'))
           = (due_at is not null and waits_for is not null and deadline is not null and silence is not null
              and settled_at is null and verdict_by is null)),
    check ((status in ('successful', 'unable', 'partly', 'withdrawn'))
           = (verdict_by is not null and settled_at is not null)),
    check ((status = 'refused') <= (refusal is not null))
);

create index attempt_of_order on cancellations.attempt (part, order_id, asked_at desc, id desc);
create index attempt_due on cancellations.attempt (due_at) where due_at is not null;

create table cancellations.attempt_line (
    part          smallint not null,
    attempt_id    uuid     not null,
    line          text     not null,
    position      int      not null,
    sku           text     not null,
    title         text     not null,
    requested     int      not null check (requested > 0),
    -- canceled in the moment of asking, and later
    at_once       int      not null check (at_once >= 0),
    stopped       int      not null check (stopped >= 0),
    -- held: the warehouse is asked; a person decides (by where they came from)
    asked         int      not null check (asked >= 0),
    held_open     int      not null check (held_open >= 0),
    held_released int      not null check (held_released >= 0),
    -- went on: for certain; by silence or withdrawal (of those: held again by a linked attempt)
    too_late      int      not null check (too_late >= 0),
    resumed       int      not null check (resumed >= 0),
    followed      int      not null check (followed between 0 and resumed),
    -- of the canceled ones: gone in a parcel all the same
    departed      int      not null check (departed between 0 and at_once + stopped),
    refused       int      not null check (refused >= 0),
    because       text,
    primary key (part, attempt_id, line),
    foreign key (part, attempt_id) references cancellations.attempt (part, id),
    check (requested = at_once + stopped + asked + held_open + held_released + too_late + resumed + refused)
);

create table cancellations.answer (
    part       smallint    not null,
    attempt_id uuid        not null,
    seq        int         not null,
    outcome    text        not null check (outcome in ('stopped', 'too_late', 'approved', 'denied')),
    -- line -> units as they were named; null when all pending ones were meant
    lines      jsonb,
    actor_kind text        not null,
    actor_name text        not null,
    at         timestamptz not null,
    primary key (part, attempt_id, seq),
    foreign key (part, attempt_id) references cancellations.attempt (part, id)
);

-- What a warehouse must be told: to stop, or to go on. Written with the decision, sent by the worker.
create table cancellations.stop_order (
    part       smallint    not null,
    attempt_id uuid        not null,
    seq        int         not null,
    kind       text        not null check (kind in ('ask', 'resume')),
    stopper    text        not null,
    order_id   uuid        not null,
    seller     text        not null,
    number     text        not null,
    units      jsonb       not null,
    state      text        not null check (state in ('planned', 'done', 'superseded')),
    attempts   int         not null check (attempts >= 0),
    next_try   timestamptz not null,
    last_error text,
    planned_at timestamptz not null,
    done_at    timestamptz,
    primary key (part, attempt_id, seq),
    foreign key (part, attempt_id) references cancellations.attempt (part, id)
);

create index stop_order_due on cancellations.stop_order (next_try) where state = 'planned';
