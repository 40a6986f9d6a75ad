-- A refund of what a marketplace has paid out waits for the seller's word that his balance there suffices.
alter table payments.effect
    drop constraint effect_held_for,
    add constraint effect_held_for check (held_for in ('dispute', 'discovered', 'seller_balance'));
