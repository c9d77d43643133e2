-- The Cafs that keep reading a partner stand with the partner since « one partner per SIRET » (DEL-7b): what they find follows.
CREATE OR REPLACE FUNCTION search_partner(of_id text) RETURNS void LANGUAGE sql AS $$
  SELECT search_put('PARTENAIRE', p.id, p.raison_sociale,
    search_words(p.raison_sociale) || search_words(p.email) || ARRAY[p.siret, p.siren, search_key(p.siret), search_key(p.siren), 'caf:' || p.caf, 'partner:' || p.id]
    || ARRAY(SELECT 'caf:' || reader FROM unnest(p.reader_cafs) reader))
  FROM partner p WHERE p.id = of_id
$$;
CREATE OR REPLACE FUNCTION search_document(of_id text) RETURNS void LANGUAGE sql AS $$
  SELECT search_put('DOCUMENT', d.id, d.number,
    search_words(d.number) || ARRAY[search_key(d.number), 'caf:' || p.caf, 'partner:' || p.id]
    || ARRAY(SELECT 'caf:' || reader FROM unnest(p.reader_cafs) reader))
  FROM document d JOIN partner p ON p.id = d.partner_id WHERE d.id = of_id AND d.number IS NOT NULL
$$;

CREATE OR REPLACE FUNCTION search_of_partner() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM search_drop('PARTENAIRE', OLD.id);
    RETURN NULL;
  END IF;
  PERFORM search_partner(NEW.id);
  IF TG_OP = 'UPDATE' AND (NEW.caf, NEW.reader_cafs) IS DISTINCT FROM (OLD.caf, OLD.reader_cafs) THEN
    PERFORM search_person(id) FROM app_user WHERE partner_id = NEW.id ORDER BY id;
    PERFORM search_document(id) FROM document WHERE partner_id = NEW.id AND number IS NOT NULL ORDER BY id;
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION search_of_process() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN PERFORM search_drop('DOSSIER', OLD.id);
  ELSE PERFORM search_process(NEW.id);
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER partner_searched ON partner;
CREATE TRIGGER partner_searched AFTER UPDATE ON partner FOR EACH ROW
  WHEN ((OLD.raison_sociale, OLD.email, OLD.siret, OLD.caf, OLD.reader_cafs) IS DISTINCT FROM
    (NEW.raison_sociale, NEW.email, NEW.siret, NEW.caf, NEW.reader_cafs)) EXECUTE FUNCTION search_of_partner();
CREATE TRIGGER partner_forgotten AFTER DELETE ON partner FOR EACH ROW EXECUTE FUNCTION search_of_partner();
-- a document goes to another partner where two records of one SIRET are joined
DROP TRIGGER document_searched ON document;
CREATE TRIGGER document_searched AFTER UPDATE ON document FOR EACH ROW
  WHEN ((OLD.number, OLD.partner_id) IS DISTINCT FROM (NEW.number, NEW.partner_id)) EXECUTE FUNCTION search_of_document();

-- What was there before
SELECT search_drop(kind, id) FROM search_entry e WHERE kind = 'PARTENAIRE' AND NOT EXISTS (SELECT FROM partner p WHERE p.id = e.id);
SELECT search_partner(id) FROM partner;
SELECT search_document(id) FROM document WHERE number IS NOT NULL;
SELECT search_process(id) FROM process;
