-- What the application's role may do, and that of the purge; applied after every migration by the role that owns the schema (S6).
-- The roles themselves are created by whoever runs PostgreSQL: ops/postgres.ts on one machine, the administrator in production.
DO $$
DECLARE
  -- what an act takes back within its own time; everything else is closed, ended or kept, and the purge's to delete (S7)
  taken_back CONSTANT text := 'attachment, campaign_check, demarche_words, dossier_note, figure, heartbeat, idempotent_answer, journal_key, kept_form, protege, provider_record, recovery_code, second_factor, service_use, session, temporary_secret, tiersi_line, tries, tuteur_check';
  -- the journal, what was agreed and who signed it: public archives, which no term removes (docs/retention.md)
  terms CONSTANT text := 'access_request, attachment, campaign_check, campaign_row, command, demarche_words, dossier_note, entrance, esat_declaration, esat_line, esat_submission, idempotent_answer, journal_key, kept_form, link_code, mail, missing_protege, process, protege, provider_key, provider_record, recovery_code, second_factor, service_use, session, task, temporary_secret, tiersi_line, tries, tuteur_trace, user_import_row';
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'passerelle_app') THEN
    GRANT USAGE ON SCHEMA public TO passerelle_app;
    GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO passerelle_app;
    REVOKE DELETE, TRUNCATE ON ALL TABLES IN SCHEMA public FROM passerelle_app;
    EXECUTE format('GRANT DELETE ON %s TO passerelle_app', taken_back);
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO passerelle_app;
    -- where a process stood is kept by a trigger, and by nothing else
    REVOKE INSERT, UPDATE ON process_stay FROM passerelle_app;
    -- the journal and the trace of the Espace Tuteur (TUT-13) are appended to, and nothing else
    REVOKE UPDATE ON audit_line, tuteur_trace FROM passerelle_app;
    -- the chain of the journal and its heads likewise; a signature may become void, and nothing else of it changes (S6)
    REVOKE UPDATE ON audit_chain, audit_head, audit_checkpoint, document_version, signature FROM passerelle_app;
    -- what was removed from the archives, the owner of the schema removed
    REVOKE INSERT ON audit_checkpoint FROM passerelle_app;
    GRANT UPDATE (voided_at) ON signature TO passerelle_app;
    REVOKE ALL ON _prisma_migrations FROM passerelle_app;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'passerelle_purge') THEN
    GRANT USAGE ON SCHEMA public TO passerelle_purge;
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM passerelle_purge;
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO passerelle_purge;
    REVOKE ALL ON _prisma_migrations FROM passerelle_purge;
    EXECUTE format('GRANT DELETE ON %s TO passerelle_purge', terms);
    -- rows are locked before they go, and an account over its term loses who it was
    GRANT UPDATE ON access_request, app_user, attachment, campaign_check, campaign_row, command, demarche_words, dossier_note, entrance, esat_declaration, idempotent_answer, kept_form, link_code, mail,
      membership, missing_protege, process, protege, provider_key, provider_record, session, temporary_secret, tiersi_line, tries, tuteur_trace, user_import_row TO passerelle_purge;
    -- it tells what it did
    GRANT INSERT ON audit_line TO passerelle_purge;
    GRANT USAGE, SELECT ON SEQUENCE audit_line_id_seq TO passerelle_purge;
  END IF;
  -- it copies the whole server by the protocol of replication, and says that it did
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'passerelle_backup') THEN
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM passerelle_backup;
    GRANT USAGE ON SCHEMA public TO passerelle_backup;
    GRANT SELECT, INSERT, UPDATE ON heartbeat TO passerelle_backup;
  END IF;
END $$;
