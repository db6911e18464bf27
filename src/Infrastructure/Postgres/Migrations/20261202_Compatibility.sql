-- Builds whose newest migration is older cannot work with this schema any more. Raised by contract steps only (ADR 21).
create table schema_compatible_from (
    only_row  boolean not null primary key default true check (only_row),
    migration text    not null
);
insert into schema_compatible_from (migration) values ('20261201_Exports');
grant select on schema_compatible_from to rupaya_app;
