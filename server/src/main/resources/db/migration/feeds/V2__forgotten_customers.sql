-- An erased customer's number leaves the rows that files canceled by. Found by his number, which is empty from then on.
create index past_cancellation_of_customer on feeds.past_cancellation (seller, customer) where customer <> '';

comment on column feeds.past_cancellation.customer is 'empty once he was erased';
