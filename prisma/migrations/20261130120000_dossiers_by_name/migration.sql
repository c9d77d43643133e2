-- A name as people look for it in a list: neither an accent nor a capital parts it from its neighbours. Immutable, so that an index holds it.
CREATE FUNCTION name_key(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT lower(public.unaccent('public.unaccent', name)) $$;

-- As those that they replace (migration sorted_lists): the condition is that of adapters/store/queries/processes.ts, word for word (P4).
CREATE INDEX "dossier_by_name_of_caf" ON "process" ("caf", name_key("label"), "id") WHERE "type" NOT IN ('userOnboarding', 'passwordReset', 'accountClosure');
CREATE INDEX "dossier_by_name" ON "process" (name_key("label"), "id") WHERE "type" NOT IN ('userOnboarding', 'passwordReset', 'accountClosure');
DROP INDEX "dossier_by_label_of_caf";
DROP INDEX "dossier_by_label";
