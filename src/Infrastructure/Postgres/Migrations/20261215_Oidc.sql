-- Who a user is to a provider. (issuer, subject) is what a provider proves; the name is how the settings called it then, and may change.
create table user_identities (
    identity_id  uuid        not null primary key,
    user_id      uuid        not null references users on delete cascade,
    provider     text        not null,
    issuer       text        not null,
    subject      text        not null check (length(subject) <= 255),
    email        bytea,                                               -- as the provider wrote it, under the user's key
    created_at   timestamptz not null,
    last_used_at timestamptz not null,
    constraint user_identities_subject unique (issuer, subject),
    constraint user_identities_provider unique (user_id, provider)
);

-- A way to a provider and back: state, ticket and link token are derived from its id. What it holds is of no use to who reads it: the verifier and the
-- outcome are sealed under the master key, the challenge is the hash of a secret that only the app has.
create table oidc_flows (
    flow_id           uuid        not null primary key,
    provider          text        not null,
    purpose           text        not null check (purpose in ('signin', 'link', 'stepup', 'native', 'offer')),
    user_id           uuid        references users on delete cascade,
    session_id        uuid,
    verifier          bytea,
    nonce             text,
    challenge         bytea,
    return_to         text,
    device_id         text,
    device_name       text,
    created_at        timestamptz not null,
    expires_at        timestamptz not null,
    redeemed_at       timestamptz,                                    -- its state was presented, or its nonce asked for
    outcome           bytea,                                          -- who the provider says it is
    ticket_expires_at timestamptz,
    used_at           timestamptz                                     -- its ticket or link token was presented
);
create index oidc_flows_age on oidc_flows (expires_at);
create index oidc_flows_user on oidc_flows (user_id) where user_id is not null;

-- Tokens that apps handed over: each counts once. None is younger than it may be by the time its row goes.
create table seen_id_tokens (
    hash       bytea       not null primary key check (length(hash) = 32),
    expires_at timestamptz not null
);
create index seen_id_tokens_age on seen_id_tokens (expires_at);

grant select, insert, update, delete on user_identities, oidc_flows, seen_id_tokens to rupaya_app;
