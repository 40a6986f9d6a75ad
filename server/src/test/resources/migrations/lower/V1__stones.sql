create table lower.stone (id int primary key);
