-- Who has taken an item upon himself, so that two people do not do the same work.
alter table cases.queue_item
    add column taken_by   text,
    add column taken_name text,
    add constraint queue_item_taken_whole check ((taken_by is null) = (taken_name is null));
create index queue_item_of_taker on cases.queue_item (
    taken_by, coalesce(due, 'infinity'::timestamptz), part, order_id, kind, subject) where taken_by is not null;
