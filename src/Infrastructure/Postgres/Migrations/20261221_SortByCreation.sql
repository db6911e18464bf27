-- rupaya: no transaction
create index concurrently if not exists transactions_by_creation on transactions (book_id, created_at desc, transaction_id desc) where deleted_seq is null;
