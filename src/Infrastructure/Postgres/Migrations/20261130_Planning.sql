-- Amounts over time ---------------------------------------------------------------------------------------------------------------

alter table budgets
    add column later_from date[] not null default '{}',               -- from which days on the later amounts hold, ascending
    add column later_amounts numeric[] not null default '{}',
    add check (cardinality(later_from) = cardinality(later_amounts));

-- Balances of today ------------------------------------------------------------------------------------------------------------

-- No posting of an account is dated later: where it is not after today, today's balance is the current one.
alter table accounts add column last_date date;
update accounts a set last_date = greatest(
    (select max(t.date) from book_totals t where t.book_id = a.book_id and t.account_id = a.account_id),
    (select max(e.date) from entries e join projection_heads p on p.book_id = e.book_id and p.projection = 'totals' and e.seq > p.applied_seq
      where e.book_id = a.book_id and e.account_id = a.account_id));
create index accounts_last_date on accounts (last_date);               -- whose day begins

-- Openings and adjustments -------------------------------------------------------------------------------------------------------

alter table accounts add column reconciled_on date;                   -- the latest statement that proved the balance
update accounts a set reconciled_on = (
    select max(t.date) from transactions t
     where t.book_id = a.book_id and t.account_id = a.account_id and t.deleted_seq is null and t.reconciled_seq is not null);

alter table transactions
    drop constraint transactions_flow_check,
    add constraint transactions_flow_check check (flow in ('income', 'expense', 'refund', 'transfer', 'adjustment')) not valid,
    add constraint transactions_adjustment_check check (flow <> 'adjustment' or category_id is null and refund_of is null) not valid;
alter table transactions validate constraint transactions_flow_check;
alter table transactions validate constraint transactions_adjustment_check;

-- Schedules ---------------------------------------------------------------------------------------------------------------------

alter table recurring
    add column splits jsonb not null default '[]',                     -- the parts of what it posts, as transactions show theirs
    add column max_count int check (max_count > 0),                    -- it ends after so many days
    add column paused_from date,
    add column paused_until date check (paused_until >= paused_from);  -- the first day after a pause; null while it lasts
