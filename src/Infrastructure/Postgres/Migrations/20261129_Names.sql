-- Names that are equal ------------------------------------------------------------------------------------------------------------
-- One rule, whatever the server's locale is; the application has the same one (Domain/Text/NameKey.cs) and a test compares them for every character.
-- ICU's lower case depends on what stands around a character for two of them only, which are taken out of its way.

create function fold_text(t text) returns text language sql immutable parallel safe as $$
    select case when octet_length(t) = char_length(t) then lower(t collate "C") collate "default"
           else normalize(translate(lower(translate(normalize(t, nfc),
                U&'\0130\03A3\00AD\061C\180E\200B\200C\200D\200E\200F\202A\202B\202C\202D\202E\2060\2061\2062\2063\2064\2066\2067\2068\2069\206A\206B\206C\206D\206E\206F\FEFF\FFF9\FFFA\FFFB',
                U&'i\03C3') collate "und-x-icu") collate "default",
                U&'\0345\03C2\017F\03D0\03D1\03D5\03D6\03F0\03F1\03F5\1E9B\00B5\1FBE', U&'\03B9\03C3s\03B2\03B8\03C6\03C0\03BA\03C1\03B5\1E61\03BC\03B9'), nfc) end
$$;

create function name_key(t text) returns text language sql immutable parallel safe as $$
    select regexp_replace(btrim(translate(fold_text(t),
           E'\t\n\x0b\f\r' || U&'\0085\00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000', repeat(' ', 24))), ' {2,}', ' ', 'g')
$$;

create function name_keys(names text[]) returns text[] language sql immutable parallel safe as $$
    select array(select name_key(n) from unnest(names) as n)
$$;

-- Names that are equal now although they were not told to be: the younger gets a number, as a change of its own.
do $$
declare
    c record;
    fresh text;
    n int;
    taken bigint;
begin
    for c in
        select * from (
            select *, row_number() over (partition by book_id, kind, name_key(name) order by created_at, category_id) as place
              from categories where deleted_seq is null and kind <> 'none') x
         where place > 1 order by book_id, category_id
    loop
        n := 2;
        loop
            fresh := format('%s (%s)', left(c.name, 94), n);
            exit when not exists (select 1 from categories where book_id = c.book_id and kind = c.kind and deleted_seq is null and name_key(name) = name_key(fresh));
            n := n + 1;
        end loop;
        update books set seq = seq + 1 where book_id = c.book_id returning seq into taken;
        insert into changes (book_id, seq, at, actor_id, kind, subject_id, op, before)
        select book_id, taken, now(), '00000000-0000-0000-0000-000000000000', 'category', category_id, 'update',
               jsonb_build_object('bookId', book_id, 'categoryId', category_id, 'name', name, 'kind', kind, 'parentId', parent_id, 'icon', icon,
                   'color', color, 'isSystem', is_system, 'version', version, 'createdAt', created_at, 'updatedAt', updated_at, 'deletedSeq', deleted_seq)
          from categories where book_id = c.book_id and category_id = c.category_id;
        update categories set name = fresh, version = taken, updated_at = now() where book_id = c.book_id and category_id = c.category_id;
    end loop;
end $$;

drop index categories_name;
create unique index categories_name on categories (book_id, kind, name_key(name)) where deleted_seq is null;

drop index transactions_tags;
create index transactions_tags on transactions using gin (book_id, name_keys(tags)) where deleted_seq is null and tags <> '{}';

-- The words of the search are folded by the same rule; what is ASCII stays as it is.
create temporary table folded on commit drop as
select t.book_id, t.transaction_id,
       array_remove(string_to_array(translate(fold_text(x.line), E'\t\n\r\f\x0b', '     '), ' '), '') as words
  from search_documents d join transactions t on t.book_id = d.book_id and t.transaction_id = d.transaction_id
  cross join lateral (select concat_ws(' ', t.description, t.merchant, t.reference) as line) x
 where t.deleted_seq is null and octet_length(x.line) <> char_length(x.line);
insert into search_words (book_id, word)
select distinct f.book_id, w.word from folded f, unnest(f.words) as w(word) on conflict do nothing;
update search_documents d set words = f.words from folded f where d.book_id = f.book_id and d.transaction_id = f.transaction_id and d.words <> f.words;
