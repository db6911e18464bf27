-- rupaya: widens
-- A session says what it is and how its user showed who they are. A token for programs is a session of its own kind: wherever it is asked whether a
-- session is alive, a token is asked the same.
alter table sessions
    add column kind             text        not null default 'interactive' check (kind in ('interactive', 'token')),
    add column authenticated_at timestamptz,                            -- the last proof that sufficed; null for a session of a release before
    add column methods          text[]      not null default '{}',      -- what was shown then and since
    add column stepped_up_at    timestamptz,                            -- the last proof after the sign-in
    add column rotated_by       bytea,                                  -- SHA-256 of the attempt that got the present refresh token
    add column web              boolean     not null default false,     -- its refresh token is in a browser's cookie
    add column name             text,                                   -- what follows is a token's
    add column token_hash       bytea       unique,                     -- SHA-256; 238 random bits need nothing slower
    add column scopes           text[]      not null default '{}',
    add column only_book_id     uuid,                                   -- null for all books of the user
    add column allowed_networks text[]      not null default '{}',      -- none for all
    add column last_used_at     timestamptz,
    add column last_used_ip     bytea,                                  -- under the user's key
    add column replaced_by      uuid,
    add column expiry_told_at   timestamptz;

-- How often a token was used, by day.
create table token_uses (
    session_id uuid   not null references sessions on delete cascade,
    day        date   not null,
    uses       bigint not null,
    primary key (session_id, day)
);
grant select, insert, update, delete on token_uses to rupaya_app;

-- What was shown before the second factor is asked for.
alter table mfa_challenges add column methods text[] not null default '{password}';

-- Somebody who signs in with a provider or a passkey needs no password. The release before reads such a row with a fault, for that user only.
alter table users alter column password_hash drop not null;
