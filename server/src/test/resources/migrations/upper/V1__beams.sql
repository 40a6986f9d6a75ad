create table upper.beam as select id from lower.stone;
