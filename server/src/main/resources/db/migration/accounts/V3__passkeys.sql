-- Passkeys: public halves only, in the form in which the authenticator attested them.
create table accounts.passkey (
    credential bytea primary key,
    id uuid not null unique,
    person uuid not null references accounts.person,
    name text not null,
    attested bytea not null,
    sign_count bigint not null,
    created_at timestamptz not null,
    last_used_at timestamptz
);

create index passkey_person on accounts.passkey (person, created_at);

-- What an authenticator was asked to sign; each is answered once. With a person: to add a passkey.
create table accounts.challenge (
    sha256 bytea primary key check (length(sha256) = 32),
    person uuid references accounts.person,
    ends_at timestamptz not null
);

create index challenge_end on accounts.challenge (ends_at);
