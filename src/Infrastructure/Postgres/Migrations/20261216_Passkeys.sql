-- What authenticators call a user: random, and never their id or e-mail. Made with their first passkey.
alter table users add column webauthn_handle bytea unique;
grant update (webauthn_handle) on users to rupaya_app;

create table passkeys (
    passkey_id      uuid        not null primary key,
    user_id         uuid        not null references users on delete cascade,
    credential_id   bytea       not null unique check (length(credential_id) between 1 and 1023),
    public_key      bytea       not null,                             -- COSE
    sign_count      bigint      not null check (sign_count >= 0),     -- the last that was seen; 0 for an authenticator that does not count
    aaguid          uuid        not null,                             -- the authenticator's model, as it says itself; nobody trusts it
    transports      text[]      not null,
    backup_eligible boolean     not null,                             -- may be copied to other devices; never changes
    backed_up       boolean     not null,                             -- is copied, as of its last use
    name            text        not null,
    state           text        not null check (state in ('active', 'suspended')),
    created_at      timestamptz not null,
    last_used_at    timestamptz
);
create index passkeys_of_user on passkeys (user_id);
grant select, insert, update, delete on passkeys to rupaya_app;

-- A challenge that an authenticator is to sign, good once and for one purpose.
create table ceremonies (
    ceremony_id uuid        not null primary key,
    purpose     text        not null check (purpose in ('registration', 'signin', 'second_factor', 'step_up')),
    user_id     uuid        references users on delete cascade,       -- null for a sign-in: nobody knows yet who it is
    session_id  uuid        references sessions on delete cascade,    -- of whoever is signed in
    challenge   bytea       not null,
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    used_at     timestamptz
);
create index ceremonies_age on ceremonies (expires_at);
create index ceremonies_of_user on ceremonies (user_id);
create index ceremonies_of_session on ceremonies (session_id);
grant select, insert, update, delete on ceremonies to rupaya_app;
