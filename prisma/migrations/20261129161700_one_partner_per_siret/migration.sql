-- DEL-11: a SIRET is one partner record nationally. Until now each managing Caf had a record of its own (CON-11): those of one SIRET become one.

-- DEL-7b: Cafs that keep reading a partner with all there is of it
ALTER TABLE "partner" ADD COLUMN "reader_cafs" TEXT[] DEFAULT ARRAY[]::TEXT[];
UPDATE "partner" p SET "reader_cafs" = ARRAY(SELECT DISTINCT q."reader_caf" FROM "process" q
    WHERE q."partner_id" = p."id" AND q."reader_caf" IS NOT NULL AND q."reader_caf" <> p."caf" ORDER BY 1)
  WHERE EXISTS (SELECT 1 FROM "process" q WHERE q."partner_id" = p."id" AND q."reader_caf" IS NOT NULL);

-- Which record stays: the one under contract (CONV-11), then the one that a dossier or an account ties to its Caf, then the CNA's (DEL-7), then the oldest.
-- Where two are under contract it is not the CNA's: its Caf hands the partner over, by a process that tells everybody (below).
CREATE TEMP TABLE "one_siret" ON COMMIT DROP AS
  WITH held AS (
    SELECT p."id", p."siret", p."caf", p."created_at",
      EXISTS (SELECT 1 FROM "document" d WHERE d."partner_id" = p."id" AND d."kind" = 'CONVENTION' AND d."state" = 'ACTIF') AS contracted,
      EXISTS (SELECT 1 FROM "process" q WHERE q."partner_id" = p."id" AND q."closed_at" IS NULL)
        OR EXISTS (SELECT 1 FROM "app_user" u WHERE u."partner_id" = p."id" AND u."state" <> 'CLOS') AS tied
    FROM "partner" p WHERE p."siret" IN (SELECT "siret" FROM "partner" GROUP BY "siret" HAVING count(*) > 1)
  ), counted AS (
    SELECT *, count(*) FILTER (WHERE contracted) OVER (PARTITION BY "siret") AS contracts FROM held
  ), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY "siret" ORDER BY contracted DESC, tied DESC,
      CASE WHEN contracts > 1 THEN "caf" = 'CNA' ELSE "caf" <> 'CNA' END, "created_at", "id") AS place FROM counted
  )
  SELECT r."id" AS former, r."caf" AS former_caf, k."id" AS kept, k."caf" AS kept_caf, r.contracts
    FROM ranked r JOIN ranked k ON k."siret" = r."siret" AND k.place = 1 WHERE r.place > 1;

-- What hangs on the records. Documents keep the Caf that signed them, their numbers and their SIRET: no print changes (DEL-8).
UPDATE "document" d SET "partner_id" = m.kept FROM "one_siret" m WHERE d."partner_id" = m.former;
-- The Caf that had a dossier keeps reading it; one on its way to a service is asked about its reach where nothing is made yet (CON-11).
UPDATE "process" q SET "partner_id" = m.kept, "caf" = m.kept_caf, "version" = q."version" + 1,
    "reader_caf" = CASE WHEN q."caf" = m.kept_caf OR q."reader_caf" <> m.kept_caf THEN q."reader_caf" ELSE q."caf" END
  FROM "one_siret" m WHERE q."partner_id" = m.former;
UPDATE "process" q SET "facts" = jsonb_set(q."facts", '{otherCafs}', jsonb_build_array(m.former_caf))
  FROM "one_siret" m WHERE q."partner_id" = m.kept AND q."reader_caf" = m.former_caf AND q."closed_at" IS NULL AND q."facts" -> 'otherCafs' <> '[]';
-- A question that was asked of the other Caf would now be read by this one: what it is about is said from where this one stands.
UPDATE "task" t SET "caf" = q."caf", "assignee_id" = NULL,
    "reason" = CASE WHEN t."kind" = 'VERIFIER_PORTEE' AND t."subject" = 'AUTRE_CAF' THEN 'La demande vient d''une autre Caf (' || m.former_caf ||
      '), et un SIRET n''a qu''une convention : le partenaire intervient-il dans votre seul département, ou dans plusieurs ?' ELSE t."reason" END
  FROM "process" q JOIN "one_siret" m ON m.kept = q."partner_id" AND m.former_caf = q."reader_caf"
  WHERE t."process_id" = q."id" AND t."state" = 'OUVERTE' AND t."caf" <> q."caf";
UPDATE "opened_service" o SET "partner_id" = m.kept, "caf" = m.kept_caf FROM "one_siret" m WHERE o."partner_id" = m.former;
UPDATE "user_group" g SET "partner_id" = m.kept FROM "one_siret" m WHERE g."partner_id" = m.former;
UPDATE "service_use" s SET "partner_id" = m.kept FROM "one_siret" m WHERE s."partner_id" = m.former;
UPDATE "tuteur_check" c SET "partner_id" = m.kept, "caf" = m.kept_caf FROM "one_siret" m WHERE c."partner_id" = m.former;
UPDATE "tuteur_trace" c SET "partner_id" = m.kept FROM "one_siret" m WHERE c."partner_id" = m.former;
UPDATE "missing_protege" c SET "partner_id" = m.kept, "caf" = m.kept_caf FROM "one_siret" m WHERE c."partner_id" = m.former;
-- AFAS-5: one approbateur in function
UPDATE "afas_profile" a SET "state" = 'REMPLACE', "until" = now() FROM "one_siret" m WHERE a."partner_id" = m.former AND a."role" = 'APPROBATEUR'
  AND a."state" = 'ACTIF' AND EXISTS (SELECT 1 FROM "afas_profile" k WHERE k."partner_id" = m.kept AND k."role" = 'APPROBATEUR' AND k."state" = 'ACTIF');
UPDATE "afas_profile" a SET "partner_id" = m.kept FROM "one_siret" m WHERE a."partner_id" = m.former;

-- FMT-14: one account per e-mail. Who had one with each keeps the one of the record that stays, with the groups of both; the other one is closed.
CREATE TEMP TABLE "one_person" ON COMMIT DROP AS
  SELECT DISTINCT ON (f."id") f."id" AS former, k."id" AS kept
    FROM "one_siret" m JOIN "app_user" f ON f."partner_id" = m.former AND f."state" <> 'CLOS'
      JOIN "app_user" k ON k."email" = f."email" AND k."state" <> 'CLOS' AND k."id" <> f."id"
        AND (k."partner_id" = m.kept OR (k."id" < f."id" AND k."partner_id" IN (SELECT n.former FROM "one_siret" n WHERE n.kept = m.kept)
          AND NOT EXISTS (SELECT 1 FROM "app_user" o WHERE o."partner_id" = m.kept AND o."email" = f."email" AND o."state" <> 'CLOS')))
    ORDER BY f."id", (k."partner_id" = m.kept) DESC, k."id";
INSERT INTO "membership" ("id", "group_id", "user_id", "since", "added_by")
  SELECT left(md5(b."id" || p.kept), 24), b."group_id", p.kept, now(), 'migration' FROM "membership" b JOIN "one_person" p ON p.former = b."user_id"
    WHERE b."until" IS NULL AND NOT EXISTS (SELECT 1 FROM "membership" h WHERE h."group_id" = b."group_id" AND h."user_id" = p.kept AND h."until" IS NULL);
UPDATE "membership" b SET "until" = now(), "removed_by" = 'migration' FROM "one_person" p WHERE b."user_id" = p.former AND b."until" IS NULL;
UPDATE "user_group" g SET "manager_id" = p.kept FROM "one_person" p WHERE g."manager_id" = p.former;
UPDATE "afas_profile" a SET "user_id" = p.kept FROM "one_person" p WHERE a."user_id" = p.former;
INSERT INTO "service_use" SELECT p.kept, s."service", s."partner_id", s."since", s."last_used_at", s."reference_at", s."ended_at", s."reminders"
  FROM "service_use" s JOIN "one_person" p ON p.former = s."user_id" WHERE s."ended_at" IS NULL
  ON CONFLICT ("user_id", "service") DO UPDATE SET "ended_at" = NULL;
UPDATE "service_use" s SET "ended_at" = now() FROM "one_person" p WHERE s."user_id" = p.former AND s."ended_at" IS NULL;
UPDATE "app_user" k SET "administrateur_since" = f."administrateur_since" FROM "one_person" p JOIN "app_user" f ON f."id" = p.former
  WHERE k."id" = p.kept AND k."administrateur_since" IS NULL AND f."administrateur_since" IS NOT NULL;
UPDATE "app_user" f SET "state" = 'CLOS', "closes_on" = to_char(now() AT TIME ZONE 'Europe/Paris', 'YYYY-MM-DD'), "closed_at" = now(),
    "administrateur_since" = NULL FROM "one_person" p WHERE f."id" = p.former;
UPDATE "session" s SET "revoked_at" = now() FROM "one_person" p WHERE s."user_id" = p.former AND s."revoked_at" IS NULL;
UPDATE "app_user" u SET "partner_id" = m.kept FROM "one_siret" m WHERE u."partner_id" = m.former;
-- ADM-1: at most two administrateurs, the longest in function first; the others keep account and groups.
UPDATE "app_user" u SET "administrateur_since" = NULL FROM (
    SELECT a."id", row_number() OVER (PARTITION BY a."partner_id" ORDER BY a."administrateur_since", a."id") AS place
      FROM "app_user" a WHERE a."administrateur_since" IS NOT NULL AND a."state" <> 'CLOS' AND a."partner_id" IN (SELECT kept FROM "one_siret")
  ) n WHERE n."id" = u."id" AND n.place > 2;

-- The record that stays tells of both, and the journal of the one that went.
UPDATE "partner" k SET "version" = k."version" + 1, "updated_at" = now(),
    "departments" = ARRAY(SELECT DISTINCT unnest(reached) ORDER BY 1),
    "reader_cafs" = ARRAY(SELECT DISTINCT one FROM unnest(k."reader_cafs" || cafs) AS one WHERE one <> k."caf" ORDER BY 1),
    "known_in_mcp" = k."known_in_mcp" OR mcp, "known_in_habtiers" = k."known_in_habtiers" OR habtiers,
    "nature" = coalesce(k."nature", its_nature), "type_organisme" = coalesce(k."type_organisme", its_type), "reference_tiersi" = coalesce(k."reference_tiersi", its_reference)
  FROM (SELECT m.kept, array_agg(m.former_caf) AS cafs, bool_or(f."known_in_mcp") AS mcp, bool_or(f."known_in_habtiers") AS habtiers, max(f."nature") AS its_nature,
      max(f."type_organisme") AS its_type, max(f."reference_tiersi") AS its_reference,
      ARRAY(SELECT DISTINCT d FROM "one_siret" n JOIN "partner" o ON o."id" IN (n.kept, n.former), unnest(o."departments") AS d WHERE n.kept = m.kept) AS reached
    FROM "one_siret" m JOIN "partner" f ON f."id" = m.former GROUP BY m.kept) merged
  WHERE k."id" = merged.kept;
INSERT INTO "audit_line" ("at", "actor_id", "actor_role", "action", "entity", "entity_id", "caf", "rule", "label", "before", "after")
  SELECT now(), 'migration', 'process', 'partner.merge', 'partner', m.kept, m.kept_caf, 'DEL-11', 'Fiches d''un même SIRET réunies',
    jsonb_build_object('id', m.former, 'caf', m.former_caf), jsonb_build_object('id', m.kept, 'caf', m.kept_caf) FROM "one_siret" m ORDER BY m.former;

-- Two conventions in force: the partner is one of several départements (DEL-7). The process that hands it to the CNA tells everybody, and asks the CNA
-- which of them stays. The sweep starts it.
INSERT INTO "process" ("id", "type", "business_key", "caf", "partner_id", "label", "state", "since", "waiting_on", "flags", "facts", "link_ref", "created_by", "created_at")
  SELECT 'cna-transfer-' || p."id" || '-' || md5(p."siret"), 'cnaTransfer', p."id" || '-' || md5(p."siret"), p."caf", p."id", 'Centre national d’appui – ' || p."raison_sociale",
    'A_FAIRE', now(), 'SYSTEME', '{}', jsonb_build_object('from', p."caf", 'departments', to_jsonb(p."departments"),
      'reason', 'Deux conventions de ce SIRET étaient en vigueur, avec plusieurs Caf.', 'movedAt', NULL, 'undoneFor', NULL), md5('one-siret' || p."id"), 'migration', now()
  FROM "partner" p WHERE p."id" IN (SELECT kept FROM "one_siret" WHERE contracts > 1);

DELETE FROM "partner" WHERE "id" IN (SELECT former FROM "one_siret");

DROP INDEX "partner_siret_caf_key";
CREATE UNIQUE INDEX "partner_siret_key" ON "partner"("siret");
CREATE INDEX "partner_reader_cafs_idx" ON "partner" USING GIN ("reader_cafs");
