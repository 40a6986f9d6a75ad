create table accounts.seller (
    id text primary key,
    name text not null,
    created_at timestamptz not null
);

-- Keys are kept as hashes only. The operator's keys have no seller.
create table accounts.api_key (
    id uuid primary key,
    seller text references accounts.seller,
    role text not null check (role in ('operator', 'seller', 'warehouse')),
    name text not null,
    sha256 bytea not null check (length(sha256) = 32),
    created_at timestamptz not null,
    last_used_at timestamptz,
    revoked_at timestamptz,
    check ((role = 'operator') = (seller is null))
);

create unique index api_key_live on accounts.api_key (sha256) where revoked_at is null;

create index api_key_seller on accounts.api_key (seller, id);

-- What every process must know to sign links and cookies that the others accept.
create table accounts.secret (
    name text primary key,
    bytes bytea not null check (length(bytes) >= 32),
    created_at timestamptz not null
);
