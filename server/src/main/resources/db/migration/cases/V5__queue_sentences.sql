-- The sentence of an item as a key and values, so that everybody reads it in his own language. Items that were opened
-- before have none: their summary stands in English.
alter table cases.queue_item
    add column said text;
