-- Which secrets the tokens were derived from: by a fingerprint, from which nothing can be derived. A process that knows only one that was replaced
-- would end the session of everybody who met another process; it does not start.
create table token_secrets (
    fingerprint bytea       not null primary key check (length(fingerprint) = 16),
    seen_at     timestamptz not null,
    replaced_at timestamptz                          -- null for the present one
);
grant select, insert, update on token_secrets to rupaya_app;
