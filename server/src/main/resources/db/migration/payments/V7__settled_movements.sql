-- By this a comparison finds whose captures and releases were told in a stretch of time. What a snapshot tells has no
-- time of its own, and is left out.
create index movement_settled on payments.movement (at)
    where type in ('captured', 'voided') and origin <> 'snapshot';
