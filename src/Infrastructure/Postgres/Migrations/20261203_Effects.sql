-- Which effects any build has for a contract. While a release is replaced an old process dispatches to the new one's effects by this table; what it
-- cannot run itself waits for a process that can. An effect that is taken away leaves it in a contract step (ADR 21).
create table effects (
    name     text not null,
    contract text not null,
    primary key (name, contract)
);
grant select, insert on effects to rupaya_app;
