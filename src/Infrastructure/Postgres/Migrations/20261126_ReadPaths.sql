-- Figures in several currencies read the provider's rates of a stretch of days, whatever they are rates of.
create index provider_rates_date on provider_rates (date);

-- As the totals: words are cut from transactions, which have this key; checking it again for each row is work for nothing.
alter table search_documents drop constraint search_documents_book_id_transaction_id_fkey;
