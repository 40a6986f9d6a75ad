-- What a provider says about a payment: what he calls it, how long he holds it, what his customers' banks dispute.

-- "reference" is the provider's own name of it; without one he knows it by caller_id. "lost" went with lost disputes,
-- "disputed" is what open ones are about. "expires_at" is the provider's word on when the hold ends, "expired_at" when
-- it did. "look_at" is when a worker must read its standing at the provider next.
alter table payments.payment
    add column reference  text,
    add column scheme     text,
    add column lost       bigint not null default 0,
    add column disputed   bigint not null default 0,
    add column expires_at timestamptz,
    add column expired_at timestamptz,
    add column looked_at  timestamptz,
    add column look_at    timestamptz,
    drop constraint payment_within_captured,
    add constraint payment_within_captured check (refunded + refund_open + lost <= captured),
    add constraint payment_disputes check (0 <= lost and 0 <= disputed);

create index payment_look on payments.payment (look_at) where look_at is not null;

-- Providers call about a payment by the name they have for it.
create index payment_at_provider on payments.payment (gateway, coalesce(reference, caller_id)) where gateway <> 'manual';

-- "reason" is why it failed, as far as that changes what happens next. "held_for" is why a promise is not sent: a
-- dispute, or a refund that somebody else made meanwhile; "freed_at" is when a person said that it is sent all the same.
alter table payments.effect
    add column reason   text,
    add column held_for text,
    add column freed_at timestamptz,
    add constraint effect_held check (held_for is null or (state = 'planned' and due_at is null)),
    add constraint effect_held_for check (held_for in ('dispute', 'discovered'));

create index effect_held_back on payments.effect (held_for) where held_for is not null;

-- A customer's bank disputes a payment. "counted" is how much of a lost one counts as money gone: at most what was not
-- given back before. "refunding" is what was on its way back when it opened.
create table payments.dispute (
    part       smallint    not null,
    id         uuid        not null,
    order_id   uuid        not null,
    payment_id uuid        not null,
    reference  text        not null,
    state      text        not null,
    amount     bigint      not null,
    counted    bigint      not null default 0,
    refunding  bigint      not null,
    reason     text,
    opened_at  timestamptz not null,
    answer_by  timestamptz,
    closed_at  timestamptz,
    primary key (part, id),
    foreign key (part, payment_id) references payments.payment,
    constraint dispute_state check (state in ('open', 'won', 'lost')),
    constraint dispute_amount check (0 < amount and 0 <= counted and counted <= amount and 0 <= refunding),
    constraint dispute_counted check (counted = 0 or state = 'lost'),
    constraint dispute_closed check ((closed_at is null) = (state = 'open'))
);

create unique index dispute_reference on payments.dispute (part, payment_id, reference);
create index dispute_of_order on payments.dispute (part, order_id);

alter table payments.movement
    drop constraint movement_type,
    add constraint movement_type check (type in ('authorized', 'captured', 'voided', 'refunded', 'failed', 'disputed',
        'dispute_won', 'dispute_lost'));
