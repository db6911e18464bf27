-- Which tokens call what will go: their owners are told before it does.
create table deprecated_calls (
    session_id uuid        not null references sessions on delete cascade,
    operation  text        not null,
    sunset     date        not null,
    called_at  timestamptz not null,
    early_told_at timestamptz,
    late_told_at timestamptz,
    primary key (session_id, operation)
);
create index deprecated_calls_sunset on deprecated_calls (sunset);
grant select, insert, update, delete on deprecated_calls to rupaya_app;
