-- A change is an attempt to cancel whose canceled units make place for others. "replacements" says which units become
-- what, and which lines were made of them so far; "address" is where the order is to go: personal, so it stands alone
-- and may be emptied. "more" is what became due by it.
create table cancellations.change (
    part         smallint not null,
    attempt_id   uuid     not null,
    replacements jsonb    not null,
    address      jsonb,
    more         bigint   not null check (more >= 0),
    primary key (part, attempt_id),
    foreign key (part, attempt_id) references cancellations.attempt (part, id)
);
