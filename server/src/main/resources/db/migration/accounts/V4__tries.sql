-- Tries at what somebody could guess, counted by all processes together. Who tries (an address, an account) stands here as
-- a hash alone.
create table accounts.tries (
    what    text        not null,
    who     bytea       not null check (length(who) = 32),
    since   timestamptz not null,
    tries   int         not null check (tries > 0),
    ends_at timestamptz not null,
    primary key (what, who)
);

create index tries_end on accounts.tries (ends_at);
