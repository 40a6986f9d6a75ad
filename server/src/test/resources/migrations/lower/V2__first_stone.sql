insert into lower.stone values (1);
