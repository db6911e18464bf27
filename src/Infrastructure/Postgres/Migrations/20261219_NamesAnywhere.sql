-- Indexes are made of these functions, and the server looks into them with an empty search path when it vacuums, analyses or restores: each names
-- the schema of the one that it calls. What they answer is the same.
create or replace function name_key(t text) returns text language sql immutable parallel safe as $$
    select regexp_replace(btrim(translate(public.fold_text(t),
           E'\t\n\x0b\f\r' || U&'\0085\00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000', repeat(' ', 24))), ' {2,}', ' ', 'g')
$$;

create or replace function name_keys(names text[]) returns text[] language sql immutable parallel safe as $$
    select array(select public.name_key(n) from unnest(names) as n)
$$;
