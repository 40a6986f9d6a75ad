select nextval('yardstick.next') as o \gset
select yardstick.cancel(:o, 'key-' || :o);
