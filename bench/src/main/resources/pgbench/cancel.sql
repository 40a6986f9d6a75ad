select yardstick.cancel(n.o, 'key-' || n.o) from (select nextval('yardstick.next') as o) n;
