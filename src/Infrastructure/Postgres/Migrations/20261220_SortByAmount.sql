-- rupaya: no transaction
create index concurrently if not exists transactions_by_amount on transactions (book_id, amount desc, transaction_id desc) where deleted_seq is null;
