-- What a connector of this server must remember to be recognised by, or to recognise, its partner.
create table connectors.secret (
    name    text        primary key,
    secret  text        not null,
    made_at timestamptz not null
);
