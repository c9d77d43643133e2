import { CNA } from '../../domain/dossier/newDossier.ts';
import { TextArea, TextField } from '../kit/fields.tsx';
import { ActionForm, type FormState } from '../kit/form.tsx';
import type { PartnerView } from '../kit/views.ts';

/** What the managing Caf does about where the partner is managed: hand it over to the CNA, or, as the CNA, give it back (DEL-8). */
export function CnaForm({ partner, form }: { partner: PartnerView; form: FormState }): JSX.Element {
  const path = `/partenaires/${encodeURIComponent(partner.id)}/cna`;
  const open = form.faults.length > 0;
  if (partner.caf === CNA)
    return (
      <details class="act" open={open} id="rendre-a-sa-caf">
        <summary>Rendre à sa Caf un partenaire confié par erreur</summary>
        <p safe>
          {`${partner.raisonSociale} est géré de nouveau par sa Caf : ses documents, services, dossiers, comptes et groupes la suivent. L'organisme et sa Caf sont prévenus.`}
        </p>
        <ActionForm action={`${path}/annuler`} form={form} submit="Rendre le partenaire" tone="danger">
          <TextArea form={form} name="reason" label="Motif" rows={2} hint="Lu par l'organisme et par sa Caf." />
        </ActionForm>
      </details>
    );
  return (
    <details class="act" open={open} id="confier-au-cna">
      <summary>Plusieurs départements : confier au Centre national d'appui</summary>
      <p>
        Rien n'est à signer à nouveau : documents, services, dossiers, comptes et groupes restent les mêmes. Votre Caf
        peut encore le consulter ; l'organisme et le Centre national d'appui sont prévenus.
      </p>
      <ActionForm action={path} form={form} submit="Confier le partenaire">
        <TextField
          form={form}
          name="departments"
          label="Départements où il intervient aussi"
          width="medium"
          hint="Par exemple : 77, 94"
        />
        <TextArea form={form} name="reason" label="Motif" rows={2} hint="Lu par l'organisme." />
      </ActionForm>
    </details>
  );
}
