-- What a seller is writing: at most one document, which people save, propose, and put into force.

create table policies.draft (
    seller text primary key,
    revision integer not null check (revision > 0),
    source text not null,
    changed_by text not null,
    changed_at timestamptz not null,
    proposed_by text,
    proposer text,
    in_force_from timestamptz,
    check ((proposed_by is null) = (in_force_from is null))
);

-- Sellers whose terms two people put into force, one after the other.
create table policies.two_people (
    seller text primary key,
    changed_by text not null,
    changed_at timestamptz not null
);
