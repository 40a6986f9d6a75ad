-- Where some goods of an order bear another fee for canceling than others: for each fee, what would have gone back
-- of its goods so far, and what of it was withheld. Null while one fee is for all.
alter table payments.bill add column fee_parts jsonb;
