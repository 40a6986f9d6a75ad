-- The least that a cancellation must leave behind to be durable and provable, as one function: the units moved by a
-- conditional update, a row of the goods journal, the request with its verdict, the money that is promised, a fact at
-- the end of a hash chain with its place in the queue to the feed, and the answer under the caller's key.
-- No policy, no JSON of ours, no HTTP: what remains is the price of the disk and of PostgreSQL.
create schema yardstick;

create table yardstick.line (
    part smallint, order_id bigint, open int not null check (open >= 0), canceled int not null,
    head bytea not null, seq int not null,
    primary key (part, order_id));
create table yardstick.move (
    part smallint, order_id bigint, seq int, quantity int not null, at timestamptz not null,
    primary key (part, order_id, seq));
create table yardstick.attempt (
    part smallint, id uuid, order_id bigint not null, status text not null, reason text not null, asked_at timestamptz not null,
    primary key (part, id));
create table yardstick.effect (
    part smallint, id uuid, order_id bigint not null, amount bigint not null, state text not null, due_at timestamptz,
    primary key (part, id));
create index on yardstick.effect (due_at) where due_at is not null;
create table yardstick.fact (
    part smallint, order_id bigint, seq int, kind text not null, body text not null, prev_hash bytea not null, hash bytea not null,
    at timestamptz not null,
    primary key (part, order_id, seq));
create table yardstick.unlisted (
    part smallint, order_id bigint, seq int, at timestamptz not null,
    primary key (part, order_id, seq));
create table yardstick.answer (
    part smallint, order_id bigint, key text, request bytea not null, status smallint not null, body text not null,
    primary key (part, order_id, key));

create function yardstick.cancel(o bigint, key text) returns text language plpgsql as $$
declare
    p smallint := o % 1024;
    now timestamptz := clock_timestamp();
    attempt uuid := gen_random_uuid();
    body text := '{"id":"' || attempt || '","status":"canceled","order":' || o || ',"reason":"changed_mind","money":{"total":38845}}';
    line yardstick.line;
    link bytea;
begin
    update yardstick.line l set open = 0, canceled = l.canceled + l.open, seq = l.seq + 1
     where l.part = p and l.order_id = o and l.open > 0
    returning * into line;
    if not found then
        return 'refused';
    end if;
    link := sha256(line.head || convert_to(body, 'UTF8'));
    update yardstick.line l set head = link where l.part = p and l.order_id = o;
    insert into yardstick.move values (p, o, line.seq, line.canceled, now);
    insert into yardstick.attempt values (p, attempt, o, 'canceled', 'changed_mind', now);
    insert into yardstick.effect values (p, gen_random_uuid(), o, 38845, 'planned', now);
    insert into yardstick.fact values (p, o, line.seq, 'cancellation.canceled', body, line.head, link, now);
    insert into yardstick.unlisted values (p, o, line.seq, now);
    insert into yardstick.answer values (p, o, key, sha256(convert_to(key, 'UTF8')), 201, body);
    return body;
end $$;

create sequence yardstick.next;
