-- The sellers' terms: versions are added, never edited.

create table policies.terms (
    seller text not null,
    version integer not null check (version > 0),
    in_force_from timestamptz not null,
    body jsonb not null,
    created_by text not null,
    created_at timestamptz not null,
    primary key (seller, version)
);
