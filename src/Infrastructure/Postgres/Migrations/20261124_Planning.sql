-- Budgets --------------------------------------------------------------------------------------------------------------------

alter table budgets add column end_date date check (end_date >= start_date);   -- the last period is the one that holds it; null: it goes on

-- Goals ----------------------------------------------------------------------------------------------------------------------

create table goals (
    book_id       uuid        not null references books on delete cascade,
    goal_id       uuid        not null,
    name          text        not null,
    target_amount numeric     not null check (target_amount > 0),
    target_date   date,
    version       bigint      not null,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    deleted_seq   bigint,
    primary key (book_id, goal_id)
);

create table goal_accounts (
    book_id    uuid not null,
    goal_id    uuid not null,
    account_id uuid not null,
    primary key (book_id, goal_id, account_id),
    foreign key (book_id, goal_id) references goals (book_id, goal_id),
    foreign key (book_id, account_id) references accounts (book_id, account_id)
);
create index goal_accounts_account on goal_accounts (book_id, account_id);

create table goal_contributions (
    book_id         uuid        not null,
    contribution_id uuid        not null,
    goal_id         uuid        not null,
    amount          numeric     not null check (amount <> 0),  -- in the book's currency; below 0 it was taken out again
    date            date        not null,
    note            text,
    created_at      timestamptz not null,
    primary key (book_id, contribution_id),
    foreign key (book_id, goal_id) references goals (book_id, goal_id)
);
create index goal_contributions_goal on goal_contributions (book_id, goal_id);

-- Recurring ------------------------------------------------------------------------------------------------------------------

create table recurring (
    book_id       uuid        not null references books on delete cascade,
    recurring_id  uuid        not null,
    type          text        not null check (type in ('income', 'expense', 'transfer')),
    account_id    uuid        not null,                       -- of a transfer: what pays
    to_account_id uuid,
    category_id   uuid,
    amount        numeric     not null check (amount > 0),
    to_amount     numeric     check (to_amount > 0),
    description   text,
    merchant      text,
    tags          text[]      not null,
    frequency     text        not null check (frequency in ('daily', 'weekly', 'monthly', 'monthly_weekday', 'yearly')),
    "interval"    int         not null check ("interval" between 1 and 1000),
    start_date    date        not null,
    end_date      date,
    nth           int         check (nth in (1, 2, 3, 4, -1)),
    weekend_rule  text        not null check (weekend_rule in ('none', 'before', 'after')),
    next_index    int         not null,                       -- how many occurrences are over; the next one to post is the start's plus so many
    next_date     date,                                       -- when the next one is posted; null when there is none
    created_by    uuid        not null,
    version       bigint      not null,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    deleted_seq   bigint,
    primary key (book_id, recurring_id),
    check ((type = 'transfer') = (to_account_id is not null)),
    foreign key (book_id, account_id) references accounts (book_id, account_id),
    foreign key (book_id, to_account_id) references accounts (book_id, account_id),
    foreign key (book_id, category_id) references categories (book_id, category_id)
);
create index recurring_due on recurring (next_date) where deleted_seq is null and next_date is not null;

create table recurring_occurrences (
    book_id        uuid not null,
    recurring_id   uuid not null,
    occurrence     date not null,                             -- the day the schedule gives, before any weekend rule
    status         text not null check (status in ('edited', 'skipped', 'posted', 'failed')),
    date           date,
    amount         numeric check (amount > 0),
    description    text,
    reason         text,                                      -- why it failed
    transaction_id uuid,
    primary key (book_id, recurring_id, occurrence),          -- posted once, however many workers run
    foreign key (book_id, recurring_id) references recurring (book_id, recurring_id),
    foreign key (book_id, transaction_id) references transactions (book_id, transaction_id)
);

-- Erasure --------------------------------------------------------------------------------------------------------------------

create or replace function erase_book(erased_book uuid, last_member uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform 1 from books where book_id = erased_book for update;
    if exists (select 1 from book_members where book_id = erased_book and user_id <> last_member)
       or not exists (select 1 from book_members m join users u using (user_id)
                       where m.book_id = erased_book and m.user_id = last_member and u.erase_at is not null) then
        raise exception 'book % is not only that of a user to be erased', erased_book using errcode = 'insufficient_privilege';
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

grant select, insert, update, delete on goals, goal_accounts, goal_contributions, recurring, recurring_occurrences to rupaya_app;
