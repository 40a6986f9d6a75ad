-- The queue is also read by kind, of everybody or of one seller.
create index queue_item_of_kind on cases.queue_item (
    kind, coalesce(due, 'infinity'::timestamptz), part, order_id, subject);
create index queue_item_of_seller_kind on cases.queue_item (
    seller, kind, coalesce(due, 'infinity'::timestamptz), part, order_id, subject);
