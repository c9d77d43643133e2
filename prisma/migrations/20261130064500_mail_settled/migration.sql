-- AlterTable
ALTER TABLE "mail" ADD COLUMN "settled_at" TIMESTAMPTZ(3);

-- What was refused or in doubt is in trouble no more once somebody settled it: its own question was answered, or its process has no incident
-- any more, whatever lifted it (R2). Kept by the transaction that does so.
CREATE FUNCTION settle_mails() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE mail SET settled_at = now() WHERE process_id = NEW.id AND state IN ('ENVOI_ECHOUE', 'DOUTE') AND settled_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER incident_lifted AFTER UPDATE ON process FOR EACH ROW
  WHEN (OLD.incident IS NOT NULL AND NEW.incident IS NULL) EXECUTE FUNCTION settle_mails();

CREATE FUNCTION settle_asked_mail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE mail SET settled_at = now() WHERE id = NEW.subject AND state = 'DOUTE' AND settled_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER doubt_answered AFTER UPDATE ON task FOR EACH ROW
  WHEN (NEW.kind = 'VERIFIER_COURRIEL' AND OLD.state = 'OUVERTE' AND NEW.state <> 'OUVERTE') EXECUTE FUNCTION settle_asked_mail();

-- What was settled before.
UPDATE mail SET settled_at = now() FROM process WHERE process.id = mail.process_id AND process.incident IS NULL AND mail.state IN ('ENVOI_ECHOUE', 'DOUTE');
UPDATE mail SET settled_at = now() FROM task WHERE task.subject = mail.id AND task.kind = 'VERIFIER_COURRIEL' AND task.state <> 'OUVERTE' AND mail.state = 'DOUTE';
