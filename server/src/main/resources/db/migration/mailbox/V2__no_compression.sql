-- The mailbox keeps few mails for a short time. Compressing each cost more of the processor than all else about it.
alter table mailbox.mail
    alter column raw set storage external,
    alter column search set storage external;
