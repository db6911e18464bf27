-- People ---------------------------------------------------------------------------------------------------------------------

alter table users
    alter column role set default 'user',
    add column banned_at             timestamptz,
    add column erase_at              timestamptz,                     -- asked to be forgotten; signing in before cancels
    add column email_notifications   boolean not null default true,
    add column weekly_report         boolean not null default false,
    add column invoice_notifications boolean not null default true,
    add column expense_alerts        boolean not null default true,
    add column locale                text    not null default 'en-IN';
create index users_to_erase on users (erase_at) where erase_at is not null;

-- Encrypts a person's fields in the audit log and their TOTP secret. Erasure deletes it, and with it what it opens.
create table user_keys (
    user_id    uuid        not null primary key references users on delete cascade,
    wrapped    bytea       not null,                                  -- AES-256-GCM under the master key
    created_at timestamptz not null
);

create table devices (
    user_id       uuid        not null references users on delete cascade,
    device_id     text        not null,
    device_name   text,
    first_seen_at timestamptz not null,
    last_seen_at  timestamptz not null,
    primary key (user_id, device_id)
);
insert into devices (user_id, device_id, first_seen_at, last_seen_at)
    select user_id, device_id, min(created_at), max(last_seen_at) from sessions group by 1, 2;

-- Failed sign-ins, of known and unknown e-mails alike. Keys are HMACs: neither address nor e-mail can be read back.
create table signin_attempts (
    account_key  bytea       not null,
    scope        bytea       not null,                                -- a known device, all unknown devices of an address, or all of them
    failures     int         not null,
    locked_until timestamptz,
    updated_at   timestamptz not null,
    primary key (account_key, scope)
);
create index signin_attempts_age on signin_attempts (updated_at);

create table user_mfa (
    user_id        uuid        not null primary key references users on delete cascade,
    secret         bytea       not null,                              -- AES-256-GCM under the user's key
    enabled_at     timestamptz,
    last_step      bigint      not null,                              -- the newest TOTP step that was accepted; none is accepted twice
    failures       int         not null,
    failures_since timestamptz,
    created_at     timestamptz not null
);

create table mfa_backup_codes (
    user_id   uuid  not null references users on delete cascade,
    code_hash bytea not null,
    used_at   timestamptz,
    primary key (user_id, code_hash)
);

create table mfa_challenges (
    challenge_id uuid        not null primary key,
    user_id      uuid        not null references users on delete cascade,
    device_id    text        not null,
    device_name  text,
    ip           text,
    failures     int         not null,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    used_at      timestamptz
);
create index mfa_challenges_user on mfa_challenges (user_id);

-- Tokens sent by mail are derived from these rows; nothing that could be presented is stored. A reset asked for an unknown e-mail has a
-- row without user, and nothing checks whether a user is there, so that both cost the same to the microsecond.
create table account_tokens (
    token_id   uuid        not null primary key,
    purpose    text        not null check (purpose in ('verification', 'reset')),
    user_id    uuid,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at    timestamptz
);
create index account_tokens_user on account_tokens (user_id, purpose, created_at);
create index account_tokens_age on account_tokens (expires_at);

create table signing_keys (
    key_id      text        not null primary key,                     -- RFC 7638 thumbprint
    private_key bytea       not null,                                 -- PKCS#8, AES-256-GCM under the master key
    created_at  timestamptz not null,
    active_at   timestamptz not null,                                 -- published before, signs from
    expires_at  timestamptz                                           -- verifies until; null for the newest
);

-- Books ----------------------------------------------------------------------------------------------------------------------

create table invitations (
    book_id       uuid        not null references books on delete cascade,
    invitation_id uuid        not null unique,
    email         text        not null,
    email_key     text        not null,
    role          text        not null check (role in ('editor', 'viewer')),
    invited_by    uuid        not null,
    generation    int         not null,                               -- raised when the same person is invited again: older mails are void
    created_at    timestamptz not null,
    expires_at    timestamptz not null,
    accepted_at   timestamptz,
    accepted_by   uuid,
    primary key (book_id, invitation_id)
);
create unique index invitations_open on invitations (book_id, email_key) where accepted_at is null;
-- What deleting a transaction has to look up; without it, erasing a book takes time that grows with its square.
create index entries_transaction on entries (book_id, transaction_id);
create index transactions_refund on transactions (book_id, refund_of) where refund_of is not null;
create unique index book_members_one_owner on book_members (book_id) where role = 'owner';

-- Audit ----------------------------------------------------------------------------------------------------------------------

create table audit_log (
    subject_id uuid        not null,                                  -- the user it is about; an id below 256 for nobody we know
    n          bigint      not null,
    at         timestamptz not null,
    event      text        not null,
    actor_id   uuid        not null,
    data       text        not null,                                  -- JSON of ids and facts, nothing personal
    personal   bytea       not null,                                  -- JSON under the subject's key
    prev_hash  bytea       not null,
    hash       bytea       not null,
    primary key (subject_id, n)
);
create index audit_log_at on audit_log (at desc, subject_id, n);

create table audit_heads (
    subject_id uuid   not null primary key,
    n          bigint not null,
    hash       bytea  not null
);

-- Where a chain starts after old rows were purged.
create table audit_anchors (
    subject_id uuid   not null primary key,
    n          bigint not null,
    hash       bytea  not null
);

-- hash = SHA-256(prev_hash ‖ subject ‖ n ‖ microseconds ‖ |event| ‖ event ‖ actor ‖ |data| ‖ data ‖ personal), integers big-endian.
create function audit_hash(r audit_log) returns bytea language sql immutable as $$
    select sha256(r.prev_hash || uuid_send(r.subject_id) || int8send(r.n) || int8send((extract(epoch from r.at) * 1000000)::bigint)
        || int4send(octet_length(r.event)) || convert_to(r.event, 'UTF8') || uuid_send(r.actor_id)
        || int4send(octet_length(r.data)) || convert_to(r.data, 'UTF8') || r.personal)
$$;

create function seal_audit() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare head audit_heads;
begin
    insert into audit_heads as h (subject_id, n, hash) values (new.subject_id, 1, decode(repeat('00', 32), 'hex'))
        on conflict (subject_id) do update set n = h.n + 1
        returning h.* into head;
    new.n := head.n;
    new.prev_hash := head.hash;
    new.hash := audit_hash(new);
    update audit_heads set hash = new.hash where subject_id = new.subject_id;
    return new;
end $$;
create trigger seal_audit before insert on audit_log for each row execute function seal_audit();

-- Rows older than the moment go, the newest of each chain stays, and the chain's new start is remembered. Nothing younger than thirty days goes,
-- whoever asks: the application may call this, and must not be able to wipe the log.
create function purge_audit(before timestamptz) returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare purged bigint;
begin
    if before > now() - interval '30 days' then
        raise exception 'audit rows are kept for at least thirty days' using errcode = 'insufficient_privilege';
    end if;
    perform pg_advisory_xact_lock(hashtext('rupaya audit purge'));
    insert into audit_anchors as a (subject_id, n, hash)
        select l.subject_id, l.n, l.hash
          from (select o.subject_id, least(coalesce(min(o.n) filter (where o.at >= before), max(o.n) + 1) - 1, max(o.n) - 1) as n
                  from audit_log o group by o.subject_id) last
          join audit_log l on l.subject_id = last.subject_id and l.n = last.n
        on conflict (subject_id) do update set n = excluded.n, hash = excluded.hash where a.n < excluded.n;
    delete from audit_log l using audit_anchors a where a.subject_id = l.subject_id and l.n <= a.n;
    get diagnostics purged = row_count;
    return purged;
end $$;

-- Erasure --------------------------------------------------------------------------------------------------------------------

-- A book that has no member but the one who is erased goes as a whole, journal included: only the owner's role may do that.
create function erase_book(erased_book uuid, last_member uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform 1 from books where book_id = erased_book for update;
    if exists (select 1 from book_members where book_id = erased_book and user_id <> last_member)
       or not exists (select 1 from book_members m join users u using (user_id)
                       where m.book_id = erased_book and m.user_id = last_member and u.erase_at is not null) then
        raise exception 'book % is not only that of a user to be erased', erased_book using errcode = 'insufficient_privilege';
    end if;
    delete from import_rows where book_id = erased_book;
    delete from import_files where book_id = erased_book;
    delete from imports where book_id = erased_book;
    delete from notifications where book_id = erased_book;
    delete from budgets where book_id = erased_book;
    delete from book_totals where book_id = erased_book;
    delete from entries where book_id = erased_book;
    delete from changes where book_id = erased_book;
    delete from transactions where book_id = erased_book;
    delete from projection_heads where book_id = erased_book;
    delete from accounts where book_id = erased_book;
    delete from categories where book_id = erased_book;
    delete from books where book_id = erased_book;
end $$;

-- What the application's role may do -----------------------------------------------------------------------------------------

grant select, insert, update, delete on user_keys, devices, signin_attempts, user_mfa, mfa_backup_codes, mfa_challenges, account_tokens,
    signing_keys, invitations to rupaya_app;
grant select, insert on audit_log to rupaya_app;
grant select on audit_heads, audit_anchors to rupaya_app;
revoke all on function seal_audit(), purge_audit(timestamptz), erase_book(uuid, uuid) from public;
grant execute on function purge_audit(timestamptz), erase_book(uuid, uuid) to rupaya_app;

-- Nobody becomes an administrator through the application: the role's column is the owner's.
revoke insert, update on users from rupaya_app;
grant insert (user_id, email, email_key, name, password_hash, currency, time_zone, email_verified, mfa_enabled, consented_at, default_book_id,
    created_at, updated_at) on users to rupaya_app;
grant update (email, email_key, name, password_hash, currency, time_zone, email_verified, mfa_enabled, consented_at, default_book_id, updated_at,
    banned_at, erase_at, email_notifications, weekly_report, invoice_notifications, expense_alerts, locale) on users to rupaya_app;
