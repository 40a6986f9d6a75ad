-- As what taken money comes back: to its source, or as store credit because the shopper chose it.
alter table cancellations.attempt
    add column payout text not null default 'source',
    add constraint attempt_payout check (payout in ('source', 'store_credit'));
