create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- Transactions ---------------------------------------------------------------------------------------------------------------

alter table transactions
    add column reconciled_seq bigint,                                 -- its change that locked it against a statement
    add check ((flow = 'transfer') = (transfer_id is not null)),
    add check (refund_of is null or flow = 'refund'),
    add check (flow <> 'transfer' or category_id is null),
    add check (refunded_amount between 0 and amount);
create index transactions_transfer on transactions (book_id, transfer_id) where transfer_id is not null;
-- What a list filters by and is rare; what is common is found by walking the newest rows.
create index transactions_pending on transactions (book_id, date desc, transaction_id desc) where deleted_seq is null and status = 'pending';
create index transactions_flow on transactions (book_id, flow, date desc, transaction_id desc) where deleted_seq is null and flow <> 'expense';
create index transactions_tags on transactions using gin (book_id, tags) where deleted_seq is null and tags <> '{}';

-- The parts of a transaction that is in several categories; its own category is null then.
create table transaction_splits (
    book_id        uuid    not null,
    transaction_id uuid    not null,
    line           int     not null,
    category_id    uuid,
    amount         numeric not null check (amount > 0),
    description    text,
    primary key (book_id, transaction_id, line),
    foreign key (book_id, transaction_id) references transactions (book_id, transaction_id),
    foreign key (book_id, category_id) references categories (book_id, category_id)
);
create index transaction_splits_category on transaction_splits (book_id, category_id);

alter table changes add column reason text;                           -- why somebody changed what was reconciled

-- An answer to a thousand items is half a megabyte: compressed in a tenth of the time.
alter table idempotency_keys alter column body set compression lz4;

-- Search: a projection of the transactions' words, kept up behind the writes ----------------------------------------------------

-- Every word of every text once; a part of a word is looked up here.
create table search_words (
    book_id uuid not null,
    word    text not null,
    primary key (book_id, word)
);
create index search_words_part on search_words using gin (book_id, word gin_trgm_ops) with (fastupdate = off);

create table search_documents (
    book_id        uuid   not null,
    transaction_id uuid   not null,
    words          text[] not null,
    primary key (book_id, transaction_id),
    foreign key (book_id, transaction_id) references transactions (book_id, transaction_id)
);
create index search_documents_words on search_documents using gin (book_id, words) with (fastupdate = off);

insert into projection_heads (book_id, projection, applied_seq) select book_id, 'search', 0 from books;

-- Exchange rates: a book's own, and before nothing at all the provider's ---------------------------------------------------------

create table book_rates (
    book_id    uuid        not null references books,
    rate_id    uuid        not null,
    base       text        not null,
    quote      text        not null,
    date       date        not null,
    rate       numeric     not null check (rate > 0),                 -- units of quote for one of base
    version    bigint      not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (book_id, rate_id),
    unique (book_id, base, quote, date),
    check (base <> quote)
);

create table provider_rates (
    base  text    not null,
    quote text    not null,
    date  date    not null,
    rate  numeric not null check (rate > 0),
    primary key (base, quote, date)
);

-- One row: raised with every change of provider_rates, and part of what an answer's tag is made of.
create table provider_rates_version (
    only_row boolean not null primary key default true check (only_row),
    version  bigint  not null
);
insert into provider_rates_version (version) values (0);

-- Statistics -----------------------------------------------------------------------------------------------------------------

-- After a large import the planner would go by what the tables held before, until autovacuum comes by.
create function analyze_ledger() returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
    analyze transactions, entries, changes;
end $$;

-- Erasure --------------------------------------------------------------------------------------------------------------------

create or replace function erase_book(erased_book uuid, last_member uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
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

grant select, insert, update, delete on transaction_splits, search_words, search_documents, book_rates, provider_rates to rupaya_app;
grant select, update on provider_rates_version to rupaya_app;
revoke all on function analyze_ledger() from public;
grant execute on function analyze_ledger() to rupaya_app;
