-- Statement rows ---------------------------------------------------------------------------------------------------------------

alter table transactions add column reference text;                   -- the bank's own id of an imported row, as it was written
alter table import_rows
    add column reference text,
    add column text text;                                             -- a rejected row as it stands in the file
alter table imports add column is_damaged boolean not null default false;   -- characters could not be read: the repaired file brings them whole

-- The direction belongs to a row's identity ---------------------------------------------------------------------------------------
-- The hash was made of the amount as it was written, and a file without signs writes an expense as it writes an income. From here on it is made of
-- the signed effect. Rows without a reference are rehashed: what an import kept of them tells what it hashed, and the occurrence is counted anew
-- for each direction.

create function pg_temp.row_hash(content text) returns uuid language sql immutable as $$
    -- The first 16 bytes of SHA-256, the first three groups with their lowest byte first.
    select (substr(h, 7, 2) || substr(h, 5, 2) || substr(h, 3, 2) || substr(h, 1, 2) || substr(h, 11, 2) || substr(h, 9, 2)
            || substr(h, 15, 2) || substr(h, 13, 2) || substr(h, 17, 16))::uuid from (select encode(sha256(convert_to(content, 'UTF8')), 'hex') as h) x
$$;

create temporary table rehashed on commit drop as
with imported as materialized (
    select r.book_id, r.import_id, r.line, r.transaction_id, t.import_identity as identity, r.direction,
           format(E'%s\ncontent\n%s\n', replace(i.account_id::text, '-', ''), to_char(r.date, 'YYYY-MM-DD')) as head,
           trim_scale(r.amount)::text as bare, format(E'\n%s\n%s', r.merchant, r.description) as tail
      from import_rows r
      join imports i on i.book_id = r.book_id and i.import_id = r.import_id
      join transactions t on t.book_id = r.book_id and t.transaction_id = r.transaction_id and t.import_identity is not null
     where r.verdict = 'imported'),
alike as (
    select book_id, head, bare, tail, count(*) as n from imported group by 1, 2, 3, 4),
-- Every way of writing such a row, and every occurrence, with the identity it gives.
possible as (
    select a.*, w.sign, k.occurrence, pg_temp.row_hash(a.head || w.sign || a.bare || a.tail || E'\n' || k.occurrence) as identity
      from alike a cross join (values (''), ('-')) as w(sign) cross join lateral generate_series(1, a.n + 3) as k(occurrence)),
-- How each row was hashed; none of them where a reference gives its identity.
written as (
    select i.*, p.sign, p.occurrence from imported i join possible p using (book_id, head, bare, tail, identity)),
ranked as (
    select *, case direction when 'in' then '' else '-' end as sign_now,
           row_number() over (
               partition by book_id, head, bare, tail, direction
               -- What is right already keeps its place.
               order by sign <> case direction when 'in' then '' else '-' end, occurrence, transaction_id) as occurrence_now
      from written)
select book_id, import_id, line, transaction_id, pg_temp.row_hash(head || sign_now || bare || tail || E'\n' || occurrence_now) as identity
  from ranked where (sign, occurrence) <> (sign_now, occurrence_now);

-- Out of the way first: one may take the place of another.
update transactions t set import_identity = gen_random_uuid() from rehashed r where t.book_id = r.book_id and t.transaction_id = r.transaction_id;
update transactions t set import_identity = r.identity from rehashed r where t.book_id = r.book_id and t.transaction_id = r.transaction_id;
update import_rows i set identity = r.identity from rehashed r where i.book_id = r.book_id and i.import_id = r.import_id and i.line = r.line;
