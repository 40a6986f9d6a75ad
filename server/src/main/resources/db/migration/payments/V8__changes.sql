-- What of "back" did not go back to anybody, because the units that a change put in the place of canceled ones are paid
-- with it.
alter table payments.bill
    add column carried bigint not null default 0,
    add constraint bill_carried check (0 <= carried and carried <= back);
