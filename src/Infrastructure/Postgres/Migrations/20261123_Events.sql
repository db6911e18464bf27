-- Webhooks -------------------------------------------------------------------------------------------------------------------

create table webhooks (
    book_id    uuid        not null references books on delete cascade,
    webhook_id uuid        not null,
    created_by uuid        not null,
    url        text        not null,
    events     text[]      not null,
    secret     bytea       not null,                          -- sealed with the master key
    failures   int         not null,                          -- in a row; paces the next attempts
    not_before timestamptz not null,                          -- nothing is sent to it earlier
    created_at timestamptz not null,
    primary key (book_id, webhook_id)
);

create table webhook_deliveries (
    book_id         uuid        not null,
    delivery_id     uuid        not null,
    webhook_id      uuid        not null,
    event           text        not null,
    dedupe_key      text        not null,
    seq             bigint      not null,
    body            text        not null,                     -- the bytes that are signed and sent, each time the same
    status          text        not null check (status in ('pending', 'delivered', 'failed')),
    attempts        int         not null,
    next_attempt_at timestamptz not null,
    give_up_at      timestamptz not null,
    occurred_at     timestamptz not null,
    created_at      timestamptz not null,
    primary key (book_id, delivery_id),
    foreign key (book_id, webhook_id) references webhooks (book_id, webhook_id) on delete cascade,
    unique (book_id, webhook_id, dedupe_key)                  -- planned once, however often the effect runs
);
create index webhook_deliveries_due on webhook_deliveries (book_id, webhook_id, next_attempt_at) where status = 'pending';
create index webhook_deliveries_over on webhook_deliveries (give_up_at) where status = 'pending';
create index webhook_deliveries_of on webhook_deliveries (book_id, webhook_id, created_at desc, delivery_id desc);

create table webhook_attempts (
    book_id     uuid        not null,
    delivery_id uuid        not null,
    attempt     int         not null,
    at          timestamptz not null,
    duration_ms int         not null,
    status_code int,
    error       text,
    primary key (book_id, delivery_id, attempt),
    foreign key (book_id, delivery_id) references webhook_deliveries (book_id, delivery_id) on delete cascade
);

-- Alerts ---------------------------------------------------------------------------------------------------------------------

create table alerts (
    book_id    uuid        not null references books on delete cascade,
    rule       text        not null,
    period     text        not null,
    subject_id uuid        not null,
    raised_at  timestamptz not null,
    primary key (book_id, rule, period, subject_id)           -- said once; notifications, mails and webhooks follow from the row
);

-- Mails ----------------------------------------------------------------------------------------------------------------------

create table sent_mails (
    mail_id uuid        not null primary key,                 -- the Message-ID: what was taken by the server is not sent again
    sent_at timestamptz not null
);
create index sent_mails_age on sent_mails (sent_at);

-- Schedules ------------------------------------------------------------------------------------------------------------------

create table schedules (
    schedule text        not null primary key,
    next_at  timestamptz not null
);

create table schedule_occurrences (
    schedule   text        not null,
    occurrence timestamptz not null,
    ran_at     timestamptz not null,
    primary key (schedule, occurrence)                        -- each happens once, however many workers run
);

-- Messaging ------------------------------------------------------------------------------------------------------------------

-- The effect raises other alerts as well now and is called so.
update deliveries set effect = 'raise-alerts' where effect = 'raise-budget-alerts';

-- Erasure --------------------------------------------------------------------------------------------------------------------

create or replace function erase_book(erased_book uuid, last_member uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform 1 from books where book_id = erased_book for update;
    if exists (select 1 from book_members where book_id = erased_book and user_id <> last_member)
       or not exists (select 1 from book_members m join users u using (user_id)
                       where m.book_id = erased_book and m.user_id = last_member and u.erase_at is not null) then
        raise exception 'book % is not only that of a user to be erased', erased_book using errcode = 'insufficient_privilege';
    end if;
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

-- What the application's role may do -----------------------------------------------------------------------------------------

grant select, insert, update, delete on alerts, webhooks, webhook_deliveries, webhook_attempts, sent_mails, schedules, schedule_occurrences to rupaya_app;
