-- A version may be taken back before it begins. Which one counts is said by its beginning, then by its number: what was
-- published later for an earlier instant leaves what is planned after it as it is.

alter table policies.terms
    -- who had proposed it, where two people were wanted
    add column proposed_by text,
    -- who wants it taken back, where a second person must agree
    add column withdrawal_by text,
    add column withdrawal_proposer text,
    add column withdrawn_by text,
    add column withdrawn_at timestamptz,
    add check ((withdrawn_by is null) = (withdrawn_at is null)),
    add check ((withdrawal_by is null) = (withdrawal_proposer is null));

-- Until now the version that was published last counted from its beginning on: what it overruled then stays overruled.
update policies.terms as overruled
   set withdrawn_by = later.created_by,
       withdrawn_at = later.created_at
  from policies.terms as later
 where later.seller = overruled.seller
   and later.in_force_from < overruled.in_force_from
   and later.version = (select min(version)
                          from policies.terms as any_later
                         where any_later.seller = overruled.seller
                           and any_later.version > overruled.version
                           and any_later.in_force_from < overruled.in_force_from);

create index terms_in_order on policies.terms (seller, in_force_from desc, version desc) where withdrawn_at is null;
create index terms_to_be_withdrawn on policies.terms (in_force_from) where withdrawal_by is not null and withdrawn_at is null;

-- The version that was in force when somebody began to write.
alter table policies.draft
    add column begun_under text;
