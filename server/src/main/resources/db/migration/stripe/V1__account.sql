-- A seller's account at Stripe. Keys stand here sealed with a secret that is not in the database.
create table stripe.account (
    seller         text        primary key,
    -- by its prefix, the key moves real money
    live           boolean     not null,
    -- enough of the key to know it again, not enough to use it
    key_hint       text        not null,
    key_sealed     bytea       not null,
    key_at         timestamptz not null,
    -- what Stripe signs events with; the old one is good for a while after it was replaced
    hook_sealed    bytea,
    hook_at        timestamptz,
    old_hook       bytea,
    old_hook_until timestamptz,
    -- which secret they were sealed with
    sealed_with    text        not null,
    changed_at     timestamptz not null,
    changed_by     text        not null,
    check ((hook_sealed is null) = (hook_at is null)),
    check ((old_hook is null) = (old_hook_until is null))
);
