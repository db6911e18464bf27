-- The statements of creating a transaction, one by one. Each client takes another of the books in table load_books every 50th time: looking
-- it up each time would add a statement that the product does not make. Started with -D picked=0 -D books=<rows of load_books>.
\set repick random(1, 50)
\if :picked = 0 or :repick = 1
\set n random(1, :books)
select book_id as book, account_id as account, category_id as category, user_id as user, session_id as session from load_books where n = :n \gset
\set picked 1
\endif
\set cents random(100, 40000)
begin;
update books b set seq = b.seq + 1 from sessions s, book_members m where b.book_id = :book::uuid and (false or :book::uuid = (select u.default_book_id from users u where u.user_id = :user::uuid)) and s.session_id = :session::uuid and s.user_id = :user::uuid and s.revoked_at is null and s.expires_at > now() and m.book_id = :book::uuid and m.user_id = :user::uuid and m.role in ('owner', 'editor') returning b.book_id, b.seq, b.currency, b.time_zone \gset
select 1 from sessions s, book_members m where s.session_id = :session::uuid and s.user_id = :user::uuid and s.revoked_at is null and s.expires_at > now() and (false or :book::uuid = (select u.default_book_id from users u where u.user_id = :user::uuid)) and m.book_id = :book::uuid and m.user_id = :user::uuid and m.role in ('owner', 'editor');
select status, body, location, etag, fingerprint from idempotency_keys where user_id = :user::uuid and key = 'pgbench-none';
select book_id, account_id, name, type, currency, opening_balance, opening_date, current_balance, overdraft_limit, is_archived, version, last_posting_seq, created_at, updated_at from accounts where book_id = :book::uuid and deleted_seq is null and account_id = any(array[:account]::uuid[]);
select book_id, category_id, name, kind, parent_id, icon, color, is_system, version, created_at, updated_at from categories where book_id = :book::uuid and deleted_seq is null and category_id = any(array[:category]::uuid[]);
insert into transactions (book_id, transaction_id, account_id, category_id, flow, direction, amount, currency, date, description, merchant, tags, status, transfer_id, refund_of, refunded_amount, version, created_at, updated_at) values (:book::uuid, gen_random_uuid(), :account::uuid, :category::uuid, 'expense', 'out', :cents::numeric / 100.0, 'INR', '2026-11-20', 'lunch', 'Cafe Madras', '{}', 'cleared', null, null, 0, :seq::bigint, now(), now()) returning transaction_id \gset
insert into changes (book_id, seq, at, actor_id, kind, subject_id, op, before, reason) values (:book::uuid, :seq::bigint, now(), :user::uuid, 'transaction', :transaction_id::uuid, 'create', null, null);
insert into entries (book_id, seq, line, transaction_id, account_id, category_id, date, currency, flow, sign, amount) values (:book::uuid, :seq::bigint, 0, :transaction_id::uuid, :account::uuid, :category::uuid, '2026-11-20', 'INR', 'expense', 1, -(:cents::numeric) / 100.0);
update accounts set last_posting_seq = :seq::bigint, current_balance = case when -(:cents::numeric) >= 0 or not true or current_balance - :cents::numeric / 100.0 >= -overdraft_limit then current_balance - :cents::numeric / 100.0 end where book_id = :book::uuid and account_id = :account::uuid;
insert into outbox (message_id, contract, body, trace_parent, created_at) values (gen_random_uuid(), 'V1.BookChanged', repeat('x', 250), '00-19d267e65afcdb74eff38a20df1456a7-19d267e65afcdb74-00', now());
insert into idempotency_keys as k (user_id, key, fingerprint, status, location, etag, body, created_at) values (:user::uuid, 'pgbench-' || gen_random_uuid(), decode(repeat('ab', 32), 'hex'), 201, '/api/v1/transactions/01a1f903-9b67-7a9d-a1c8-de1c9b4bd1f6', '"135-21.0"', convert_to(repeat('x', 510), 'UTF8'), now());
commit;
