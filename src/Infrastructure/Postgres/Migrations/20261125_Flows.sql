-- Days and months without accounts --------------------------------------------------------------------------------------------
-- What is earned and spent by category, however many accounts and days a range has: months are added up beforehand, and of a month that is
-- only in part in a range the days that are, or those that are not. Money in other currencies is converted by day and account: see book_totals.

create table book_flows (
    book_id     uuid    not null,
    unit        text    not null check (unit in ('day', 'month')),
    start       date    not null,                             -- the day, or the first of the calendar month
    category_id uuid    not null,
    currency    text    not null,
    flow        text    not null check (flow in ('income', 'expense', 'refund')),
    amount      numeric not null,
    n           bigint  not null,
    primary key (book_id, unit, start, category_id, currency, flow)
);

-- What the projections are folded from has these keys; checking them again for each row was a quarter of a fold.
alter table book_totals drop constraint book_totals_book_id_account_id_fkey, drop constraint book_totals_book_id_category_id_fkey;

insert into book_flows (book_id, unit, start, category_id, currency, flow, amount, n)
select t.book_id, u.unit, u.start, t.category_id, t.currency, t.flow, sum(t.amount), sum(t.n)
  from book_totals t cross join lateral (values ('day', t.date), ('month', date_trunc('month', t.date)::date)) u (unit, start)
 where t.flow in ('income', 'expense', 'refund')
 group by t.book_id, u.unit, u.start, t.category_id, t.currency, t.flow;

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

grant select, insert, update, delete on book_flows to rupaya_app;
