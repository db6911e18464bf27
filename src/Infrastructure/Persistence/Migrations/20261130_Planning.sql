-- Amounts over time ---------------------------------------------------------------------------------------------------------------

alter table budgets
    add column later_from date[] not null default '{}',               -- from which days on the later amounts hold, ascending
    add column later_amounts numeric[] not null default '{}',
    add check (cardinality(later_from) = cardinality(later_amounts));
