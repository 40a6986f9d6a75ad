-- People of the shop. One role each; at home everywhere, or with the sellers of their memberships.
create table accounts.person (
    id uuid primary key,
    email text not null,
    -- As people type it: folded to one spelling.
    email_key text not null unique,
    name text not null,
    role text not null,
    everywhere boolean not null,
    -- The way it was hashed stands in front; null while none was chosen.
    password text,
    language text not null,
    created_at timestamptz not null,
    last_seen_at timestamptz,
    disabled_at timestamptz
);

create table accounts.membership (
    person uuid not null references accounts.person,
    seller text not null references accounts.seller,
    primary key (person, seller)
);

create index membership_seller on accounts.membership (seller, person);

-- Browsers that are signed in, by the hash of what their cookie says.
create table accounts.session (
    sha256 bytea primary key check (length(sha256) = 32),
    id uuid not null unique,
    person uuid not null references accounts.person,
    browser text not null,
    address text not null,
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    ends_at timestamptz not null
);

create index session_person on accounts.session (person, created_at);

create index session_end on accounts.session (ends_at);

-- Links that are good once: to set up the server, to follow an invitation, to choose a new password.
create table accounts.ticket (
    sha256 bytea primary key check (length(sha256) = 32),
    purpose text not null check (purpose in ('setup', 'invitation', 'password')),
    person uuid references accounts.person,
    created_at timestamptz not null,
    ends_at timestamptz not null,
    check ((purpose = 'setup') = (person is null))
);

create index ticket_person on accounts.ticket (person);

create index ticket_end on accounts.ticket (ends_at);

-- Mails to people of the shop on their way; gone once handed over, as the link in them is a secret.
create table accounts.letter (
    id uuid primary key,
    person uuid not null references accounts.person,
    kind text not null,
    subject text not null,
    body_text text not null,
    body_html text not null,
    written_at timestamptz not null,
    attempts integer not null,
    due_at timestamptz,
    error text
);

create index letter_due on accounts.letter (due_at) where due_at is not null;

create index letter_person on accounts.letter (person, written_at);

-- What a key may do (null: all that its role may), until when, and which key took its place.
alter table accounts.api_key
    add column rights text[],
    add column expires_at timestamptz,
    add column replaced_by uuid references accounts.api_key;

-- Who said he forgot his password, known or not: answered by a worker, so that the page takes as long for both.
create table accounts.forgotten (
    id uuid primary key,
    email_key text not null,
    at timestamptz not null
);
