-- Addresses ------------------------------------------------------------------------------------------------------------------
-- A change of an address: asked for, confirmed from the new one, taken back from the old one. Tokens in both mails are derived from the row.

create table email_changes (
    change_id    uuid        not null primary key,
    user_id      uuid        not null references users on delete cascade,
    old_email    text        not null,
    old_key      text        not null,
    old_verified boolean     not null,                        -- who never proved the old address takes nothing back
    new_email    text        not null,
    new_key      text        not null,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    confirmed_at timestamptz,
    reverted_at  timestamptz
);
create index email_changes_user on email_changes (user_id, created_at);
create index email_changes_left on email_changes (old_key) where confirmed_at is not null and reverted_at is null;
grant select, insert, update, delete on email_changes to rupaya_app;

-- An address that was left stays its owner's for as long as they may take it back. After the row was written, so that who waited for the change
-- to commit sees it; in the words of the index on addresses, for that is what it widens.
create function keep_left_addresses() returns trigger language plpgsql as $$
begin
    if exists (select 1 from email_changes c
                where c.old_key = new.email_key and c.user_id <> new.user_id and c.old_verified
                  and c.confirmed_at > now() - interval '72 hours' and c.reverted_at is null) then
        raise unique_violation using message = 'the address was left a short time ago', constraint = 'users_email_key_key';
    end if;
    return null;
end $$;
create trigger keep_left_addresses after insert or update of email_key on users for each row execute function keep_left_addresses();

-- Null for codes from before there was the column: they are as old as the secret.
alter table mfa_backup_codes add column created_at timestamptz;

-- Books ----------------------------------------------------------------------------------------------------------------------

alter table invitations add column declined_at timestamptz, add column withdrawn_at timestamptz;

-- A book that its owner deleted has no member until it is restored: nothing else has to ask whether it is there.
alter table books add column erase_at timestamptz, add column erase_asked_by uuid;

-- A book goes as a whole when its only member is erased, and when the time has come that its owner asked for.
create or replace function erase_book(erased_book uuid, last_member uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform 1 from books where book_id = erased_book for update;
    if exists (select 1 from book_members where book_id = erased_book and user_id <> last_member)
       or not (exists (select 1 from book_members m join users u using (user_id)
                        where m.book_id = erased_book and m.user_id = last_member and u.erase_at is not null)
            or exists (select 1 from books b left join users u on u.user_id = b.erase_asked_by
                        where b.book_id = erased_book and b.erase_asked_by = last_member
                          and (b.erase_at <= now() or u.erase_at is not null))) then
        raise exception 'book % is not only that of a user to be erased, nor is its time over', erased_book using errcode = 'insufficient_privilege';
    end if;
    delete from recurring_occurrences where book_id = erased_book;
    delete from recurring where book_id = erased_book;
    delete from goal_contributions where book_id = erased_book;
    delete from goal_accounts where book_id = erased_book;
    delete from goals where book_id = erased_book;
    delete from alerts where book_id = erased_book;
    delete from webhook_attempts where book_id = erased_book;
    delete from webhook_deliveries where book_id = erased_book;
    delete from webhooks where book_id = erased_book;
    delete from import_rows where book_id = erased_book;
    delete from import_files where book_id = erased_book;
    delete from imports where book_id = erased_book;
    delete from notifications where book_id = erased_book;
    delete from budgets where book_id = erased_book;
    delete from book_rates where book_id = erased_book;
    delete from book_flows where book_id = erased_book;
    delete from book_totals where book_id = erased_book;
    delete from search_documents where book_id = erased_book;
    delete from search_words where book_id = erased_book;
    delete from entries where book_id = erased_book;
    delete from changes where book_id = erased_book;
    delete from transaction_splits where book_id = erased_book;
    delete from transactions where book_id = erased_book;
    delete from projection_heads where book_id = erased_book;
    delete from accounts where book_id = erased_book;
    delete from categories where book_id = erased_book;
    delete from books where book_id = erased_book;
end $$;
