-- What an order costs, what every unit's share of it is, who paid it with what, and every effect that gives it back.
-- Amounts are minor units of the order's currency. All rows of an order are written under the order's lock; the
-- checks are what holds when the code is wrong.

-- The order as a sum of money. What has been given back is counted once, however it went.
create table payments.bill (
    part                 smallint    not null,
    order_id             uuid        not null,
    seller               text        not null,
    number               text        not null,
    currency             text        not null,
    tax_included         boolean     not null,
    total                bigint      not null,
    due                  bigint      not null,
    not_due              bigint      not null default 0,
    shipping             bigint      not null,
    shipping_tax         bigint      not null,
    shipping_settled     bigint      not null default 0,
    shipping_tax_settled bigint      not null default 0,
    back                 bigint      not null default 0,
    kept                 bigint      not null default 0,
    already              bigint      not null default 0,
    opened_at            timestamptz not null,
    primary key (part, order_id),
    constraint bill_due check (0 <= not_due and not_due <= due),
    constraint bill_shipping check (0 <= shipping_settled and shipping_settled <= shipping),
    constraint bill_shipping_tax check (0 <= shipping_tax_settled and shipping_tax_settled <= shipping_tax),
    constraint bill_already check (0 <= already and already <= back),
    constraint bill_never_more_than_paid check (0 <= back and 0 <= kept and back + kept <= total)
);

-- A line's share of everything, frozen at intake. Unit number i of n gets the n-th part, the first units the remainder.
create table payments.share (
    part           smallint not null,
    order_id       uuid     not null,
    line           text     not null,
    position       integer  not null,
    units          integer  not null,
    goods          bigint   not null,
    order_discount bigint   not null,
    tax            bigint   not null,
    shipping       bigint   not null,
    shipping_tax   bigint   not null,
    given_back     integer  not null default 0,
    primary key (part, order_id, line),
    foreign key (part, order_id) references payments.bill,
    constraint share_given_back check (0 <= given_back and given_back <= units),
    constraint share_amounts check (0 <= order_discount and order_discount <= goods
        and 0 <= tax and 0 <= shipping and 0 <= shipping_tax)
);

-- A tender. "open" is promised and not yet known to be done: planned, sent or unknown. Unknown counts as spent.
-- "failed" was promised, failed for certain, and waits to be planned again; it is promised to nobody else.
create table payments.payment (
    part        smallint    not null,
    id          uuid        not null,
    order_id    uuid        not null,
    caller_id   text        not null,
    position    integer     not null,
    tender      text        not null,
    gateway     text        not null,
    authorized  bigint      not null,
    captured    bigint      not null default 0,
    voided      bigint      not null default 0,
    void_open   bigint      not null default 0,
    refunded    bigint      not null default 0,
    refund_open bigint      not null default 0,
    failed      bigint      not null default 0,
    taken_at    timestamptz not null,
    primary key (part, id),
    foreign key (part, order_id) references payments.bill,
    constraint payment_amounts check (0 <= authorized and 0 <= captured and 0 <= voided and 0 <= void_open
        and 0 <= refunded and 0 <= refund_open and 0 <= failed),
    constraint payment_within_authorized check (captured + voided + void_open <= authorized),
    constraint payment_within_captured check (refunded + refund_open <= captured)
);

create unique index payment_caller_id on payments.payment (part, order_id, caller_id);

-- A promise of an amount to one payment. "follows" is the effect that this one replaces or tries again.
-- "action" and "sent_at" are the intent: committed before anything is sent, and never changed after. "answered_at" is
-- when the provider first answered; "due_at" when a worker must look at it next,
-- "replaced_at" when others took the place of what had not moved.
create table payments.effect (
    part          smallint    not null,
    id            uuid        not null,
    order_id      uuid        not null,
    seq           integer     not null,
    payment_id    uuid        not null,
    kind          text        not null,
    amount        bigint      not null,
    done          bigint      not null default 0,
    cause_kind    text        not null,
    cause_id      text        not null,
    follows       uuid,
    state         text        not null,
    action        text,
    reference     text,
    message       text,
    attempts      integer     not null default 0,
    planned_at    timestamptz not null,
    replaced_at   timestamptz,
    sent_at       timestamptz,
    answered_at   timestamptz,
    unknown_since timestamptz,
    due_at        timestamptz,
    primary key (part, id),
    foreign key (part, payment_id) references payments.payment,
    foreign key (part, follows) references payments.effect,
    constraint effect_kind check (kind in ('void', 'refund')),
    constraint effect_amount check (0 < amount and 0 <= done and done <= amount),
    constraint effect_state check (state in ('planned', 'sent', 'done', 'failed', 'unknown', 'superseded')),
    constraint effect_done check (state <> 'done' or done = amount),
    constraint effect_intent check ((action is null) = (sent_at is null)
        and (sent_at is not null or state in ('planned', 'superseded'))),
    constraint effect_replaced check (replaced_at is null or state in ('failed', 'superseded')),
    constraint effect_unknown check (state <> 'unknown' or unknown_since is not null)
);

create unique index effect_of_order on payments.effect (part, order_id, seq);
create index effect_due on payments.effect (due_at) where due_at is not null;

create table payments.effect_step (
    part      smallint    not null,
    effect_id uuid        not null,
    seq       integer     not null,
    state     text        not null,
    at        timestamptz not null,
    reference text,
    message   text,
    actor     text        not null,
    primary key (part, effect_id, seq),
    foreign key (part, effect_id) references payments.effect
);

-- The money journal: what moved, as it was told. Append-only. "told_id" is the teller's own id of it.
create table payments.movement (
    part        smallint    not null,
    payment_id  uuid        not null,
    seq         integer     not null,
    order_id    uuid        not null,
    type        text        not null,
    amount      bigint      not null,
    effect_id   uuid,
    reference   text,
    told_id     text,
    origin      text        not null,
    at          timestamptz not null,
    recorded_at timestamptz not null,
    actor       text        not null,
    primary key (part, payment_id, seq),
    foreign key (part, payment_id) references payments.payment,
    foreign key (part, effect_id) references payments.effect,
    constraint movement_type check (type in ('authorized', 'captured', 'voided', 'refunded', 'failed')),
    constraint movement_origin check (origin in ('snapshot', 'report', 'gateway')),
    constraint movement_amount check (0 < amount)
);

create index movement_of_order on payments.movement (part, order_id);
create unique index movement_told_once on payments.movement
    (part, payment_id, type, amount, coalesce(reference, ''), coalesce(told_id, ''))
    where origin = 'report';
