-- What else happens at payment providers: refunds that fail days later, balances that do not suffice, disputes, and
-- holds that end by themselves.
alter table sandbox.company
    add column fails_later int not null default 0 check (fails_later between 0 and 100),
    add column balance     int not null default 0 check (balance between 0 and 100),
    add column dispute     int not null default 0 check (dispute between 0 and 100);

alter table sandbox.charge
    add column seller     text not null default '',
    add column expires_at timestamptz;

alter table sandbox.movement
    add column seller text not null default '';

create index charge_of_seller on sandbox.charge (seller, at, id);

create table sandbox.dispute (
    id        text        primary key,
    charge    text        not null references sandbox.charge (id),
    amount    bigint      not null check (amount > 0),
    state     text        not null check (state in ('open', 'won', 'lost')),
    reason    text        not null,
    at        timestamptz not null,
    answer_by timestamptz not null,
    closed_at timestamptz
);

create index dispute_of_charge on sandbox.dispute (charge, at);

alter table sandbox.errand
    drop constraint errand_kind_check,
    add constraint errand_kind_check check (kind in ('callback', 'claim', 'hand_over', 'track', 'settle', 'fail',
        'judge'));
