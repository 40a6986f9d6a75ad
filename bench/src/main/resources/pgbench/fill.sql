truncate yardstick.line, yardstick.move, yardstick.attempt, yardstick.effect, yardstick.fact, yardstick.unlisted, yardstick.answer;
insert into yardstick.line
select o % 1024, o, 3, 0, sha256(int8send(o)), 0 from generate_series(1, :orders) o;
alter sequence yardstick.next restart;
analyze yardstick.line;
