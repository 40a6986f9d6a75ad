-- How sellers show themselves. Reference tables: nothing here is about an order.

create table storefront.profile (
    seller     text        primary key,
    body       jsonb       not null,
    updated_at timestamptz not null,
    updated_by text        not null
);

create table storefront.logo (
    seller     text        primary key,
    print      text        not null,
    png        bytea       not null check (length(png) <= 262144),
    updated_at timestamptz not null
);

-- What a seller's shop signs its links with. Kept as it is: the server must sign the same to check them.
create table storefront.link_secret (
    id         uuid        primary key,
    seller     text        not null,
    bytes      bytea       not null check (length(bytes) = 32),
    created_at timestamptz not null,
    created_by text        not null,
    revoked_at timestamptz
);

create index link_secret_live on storefront.link_secret (seller) where revoked_at is null;

-- Links that have been used, until they would have expired anyway.
create table storefront.used_link (
    seller     text        not null,
    print      text        not null,
    expires_at timestamptz not null,
    primary key (seller, print)
);

create index used_link_expired on storefront.used_link (expires_at);
