-- The one search box. Triggers keep what it finds, whoever writes; what may be found by whom is a term of the entry, so that one index
-- answers words and scope together. Both extensions are trusted ones: the owner of the database may create them.
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateTable
CREATE TABLE "search_entry" (
    "kind" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "terms" tsvector NOT NULL,

    CONSTRAINT "search_entry_pkey" PRIMARY KEY ("kind","id")
);

-- CreateTable
CREATE TABLE "search_word" (
    "id" BIGSERIAL NOT NULL,
    "word" TEXT NOT NULL,

    CONSTRAINT "search_word_pkey" PRIMARY KEY ("id")
);

-- Words without case and accents; a key is the same without what parts it.
CREATE FUNCTION search_words(said text) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT regexp_split_to_array(lower(public.unaccent(coalesce(said, ''))), '[^a-z0-9]+')
$$;
CREATE FUNCTION search_key(said text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT 'no:' || regexp_replace(lower(public.unaccent(said)), '[^a-z0-9]+', '', 'g') WHERE said ~ '[A-Za-z0-9]'
$$;

CREATE FUNCTION search_forget(former tsvector) RETURNS void LANGUAGE sql AS $$
  DELETE FROM search_word w USING unnest(tsvector_to_array(former)) AS gone
  WHERE w.word = gone AND gone ~ '^[a-z]{2,}$' AND NOT EXISTS (SELECT FROM search_entry e WHERE e.terms @@ gone::tsquery)
$$;

CREATE FUNCTION search_drop(of_kind text, of_id text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE former tsvector;
BEGIN
  DELETE FROM search_entry WHERE kind = of_kind AND id = of_id RETURNING terms INTO former;
  IF former IS NOT NULL THEN PERFORM search_forget(former); END IF;
END $$;

-- No word is unique: two transactions with the same new word would wait for each other. One that is there twice harms nobody.
CREATE FUNCTION search_put(of_kind text, of_id text, called text, found_by text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  wanted tsvector := array_to_tsvector(ARRAY(SELECT DISTINCT left(one, 200) FROM unnest(found_by || ('kind:' || of_kind)) one WHERE one <> ''));
  said text := left(trim(array_to_string(search_words(called), ' ')), 200);
  former search_entry;
BEGIN
  SELECT * INTO former FROM search_entry WHERE kind = of_kind AND id = of_id;
  IF former.terms = wanted AND former.name = said THEN RETURN; END IF;
  INSERT INTO search_entry (kind, id, name, terms) VALUES (of_kind, of_id, said, wanted)
    ON CONFLICT (kind, id) DO UPDATE SET name = excluded.name, terms = excluded.terms;
  INSERT INTO search_word (word) SELECT one FROM unnest(tsvector_to_array(wanted)) AS one
    WHERE one ~ '^[a-z]{2,}$' AND NOT EXISTS (SELECT FROM search_word known WHERE known.word = one);
  IF former.terms IS NOT NULL THEN PERFORM search_forget(former.terms); END IF;
END $$;

-- Who may find what is a partner's: its Caf, its own administrateur; what is not about people, also the Caf that keeps reading (DEL-7b).
CREATE FUNCTION search_partner(of_id text) RETURNS void LANGUAGE sql AS $$
  SELECT search_put('PARTENAIRE', p.id, p.raison_sociale,
    search_words(p.raison_sociale) || search_words(p.email) || ARRAY[p.siret, p.siren, search_key(p.siret), search_key(p.siren), 'caf:' || p.caf, 'partner:' || p.id]
    || ARRAY(SELECT DISTINCT 'caf:' || reader_caf FROM process WHERE partner_id = p.id AND reader_caf IS NOT NULL))
  FROM partner p WHERE p.id = of_id
$$;
CREATE FUNCTION search_document(of_id text) RETURNS void LANGUAGE sql AS $$
  SELECT search_put('DOCUMENT', d.id, d.number,
    search_words(d.number) || ARRAY[search_key(d.number), 'caf:' || p.caf, 'partner:' || p.id]
    || ARRAY(SELECT DISTINCT 'caf:' || reader_caf FROM process WHERE partner_id = p.id AND reader_caf IS NOT NULL))
  FROM document d JOIN partner p ON p.id = d.partner_id WHERE d.id = of_id AND d.number IS NOT NULL
$$;
CREATE FUNCTION search_person(of_id text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM search_put('PERSONNE', u.id, u.first_name || ' ' || u.last_name,
    search_words(u.first_name || ' ' || u.last_name || ' ' || u.email) || ARRAY[lower(u.login), search_key(u.login), 'caf:' || p.caf, 'partner:' || p.id])
  FROM app_user u JOIN partner p ON p.id = u.partner_id WHERE u.id = of_id AND u.erased_at IS NULL;
  IF NOT FOUND THEN PERFORM search_drop('PERSONNE', of_id); END IF;
END $$;
-- what follows one account, a protégé or what somebody declared is no dossier that is searched
CREATE FUNCTION search_process(of_id text) RETURNS void LANGUAGE sql AS $$
  SELECT search_put('DOSSIER', p.id, p.label,
    search_words(p.label) || search_words(p.business_key) || search_words(r.reference)
    || ARRAY[search_key(p.business_key), search_key(r.reference), 'caf:' || p.caf, 'caf:' || p.reader_caf])
  FROM process p LEFT JOIN access_request r ON r.process_id = p.id
  WHERE p.id = of_id AND p.type NOT IN ('userOnboarding', 'passwordReset', 'accountClosure', 'personalData', 'demarche', 'missingProtege')
$$;
REVOKE ALL ON FUNCTION search_forget, search_drop, search_put, search_partner, search_document, search_person, search_process FROM PUBLIC;

-- Whoever writes a fact writes its entry, though the application may delete none and the purge write none (S6): these have their owner's rights.
CREATE FUNCTION search_of_partner() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM search_partner(NEW.id);
  IF TG_OP = 'UPDATE' AND NEW.caf IS DISTINCT FROM OLD.caf THEN
    PERFORM search_person(id) FROM app_user WHERE partner_id = NEW.id ORDER BY id;
    PERFORM search_document(id) FROM document WHERE partner_id = NEW.id AND number IS NOT NULL ORDER BY id;
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION search_of_document() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM search_document(NEW.id);
  RETURN NULL;
END $$;
CREATE FUNCTION search_of_person() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM search_person(NEW.id);
  RETURN NULL;
END $$;
CREATE FUNCTION search_of_process() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM search_drop('DOSSIER', OLD.id);
    RETURN NULL;
  END IF;
  PERFORM search_process(NEW.id);
  IF NEW.partner_id IS NOT NULL AND NEW.reader_caf IS DISTINCT FROM (CASE WHEN TG_OP = 'UPDATE' THEN OLD.reader_caf END) THEN
    PERFORM search_partner(NEW.partner_id);
    PERFORM search_document(id) FROM document WHERE partner_id = NEW.partner_id AND number IS NOT NULL ORDER BY id;
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION search_of_request() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM search_process(NEW.process_id);
  RETURN NULL;
END $$;

CREATE TRIGGER partner_begun AFTER INSERT ON partner FOR EACH ROW EXECUTE FUNCTION search_of_partner();
CREATE TRIGGER partner_searched AFTER UPDATE ON partner FOR EACH ROW
  WHEN ((OLD.raison_sociale, OLD.email, OLD.siret, OLD.caf) IS DISTINCT FROM (NEW.raison_sociale, NEW.email, NEW.siret, NEW.caf)) EXECUTE FUNCTION search_of_partner();
CREATE TRIGGER document_begun AFTER INSERT ON document FOR EACH ROW WHEN (NEW.number IS NOT NULL) EXECUTE FUNCTION search_of_document();
CREATE TRIGGER document_searched AFTER UPDATE ON document FOR EACH ROW
  WHEN (OLD.number IS DISTINCT FROM NEW.number) EXECUTE FUNCTION search_of_document();
CREATE TRIGGER person_begun AFTER INSERT ON app_user FOR EACH ROW WHEN (NEW.partner_id IS NOT NULL) EXECUTE FUNCTION search_of_person();
CREATE TRIGGER person_searched AFTER UPDATE ON app_user FOR EACH ROW
  WHEN ((OLD.first_name, OLD.last_name, OLD.email, OLD.login, OLD.partner_id, OLD.erased_at) IS DISTINCT FROM
    (NEW.first_name, NEW.last_name, NEW.email, NEW.login, NEW.partner_id, NEW.erased_at)) EXECUTE FUNCTION search_of_person();
CREATE TRIGGER process_begun AFTER INSERT ON process FOR EACH ROW
  WHEN (NEW.type NOT IN ('userOnboarding', 'passwordReset', 'accountClosure', 'personalData', 'demarche', 'missingProtege')) EXECUTE FUNCTION search_of_process();
CREATE TRIGGER process_searched AFTER UPDATE ON process FOR EACH ROW
  WHEN ((OLD.label, OLD.caf, OLD.reader_caf, OLD.partner_id) IS DISTINCT FROM (NEW.label, NEW.caf, NEW.reader_caf, NEW.partner_id)) EXECUTE FUNCTION search_of_process();
CREATE TRIGGER process_forgotten AFTER DELETE ON process FOR EACH ROW EXECUTE FUNCTION search_of_process();
CREATE TRIGGER request_searched AFTER INSERT ON access_request FOR EACH ROW EXECUTE FUNCTION search_of_request();

-- CreateIndex
CREATE INDEX "search_entry_terms_idx" ON "search_entry" USING GIN ("terms");

-- CreateIndex
CREATE INDEX "search_word_word_idx" ON "search_word"("word" text_pattern_ops);

-- near ones of a word: its groups of three letters (Prisma would ask for the extension in its own way)
CREATE INDEX "search_word_near" ON "search_word" USING GIN ("word" gin_trgm_ops);

-- What was there before
SELECT search_partner(id) FROM partner;
SELECT search_document(id) FROM document WHERE number IS NOT NULL;
SELECT search_person(id) FROM app_user WHERE partner_id IS NOT NULL;
SELECT search_process(id) FROM process;
