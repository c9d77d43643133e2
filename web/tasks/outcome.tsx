import type { RowCorrections } from '../../domain/campaign/corrections.ts';
import { REFUSALS } from '../../domain/service/cdap/refusals.ts';
import {
  PROFILES,
  type ProfileCode,
  SERVICE_CODES,
  SERVICES,
  type ServiceCode,
} from '../../domain/service/services.ts';
import { type TaskKind, taskKind } from '../../domain/task/kinds.ts';
import type { TaskField } from '../../domain/task/row.ts';
import {
  type Choice,
  ChoiceGroup,
  DELEGATION_MODES,
  SelectField,
  TextArea,
  TextField,
  YES_NO,
} from '../kit/fields.tsx';
import { ActionForm, type FormState } from '../kit/form.tsx';
import { TITRE_CHOICES } from '../users/personFields.tsx';
import { ELIGIBILITY_LABELS, EligibilityFields } from './eligibilityFields.tsx';

const DANGER = new Set(['refuse', 'drop', 'abandon', 'notEligible', 'inactive']);

interface OutcomeProps {
  kind: TaskKind;
  outcome: string;
  taskId: string;
  /** the next task comes when this one is done */
  queued?: boolean;
  form: FormState;
  /** profiles asked for, for EXAMINER_DEMANDE */
  profiles: readonly string[];
  /** services asked for beside those */
  services: readonly ServiceCode[];
  /** fields that are not asked here: the form that the partner has filled, what no returned document bears */
  needless: readonly string[];
  /** what a gap may be about, for EXAMINER_CONTROLE */
  subjects: readonly Choice[];
}

/** The form of one outcome: its fields come from the table of task kinds. It stands open when there is nothing to fill, or something to correct. */
export function OutcomeForm({
  kind,
  outcome,
  taskId,
  queued = false,
  form,
  profiles,
  services,
  needless,
  subjects,
}: OutcomeProps): JSX.Element {
  const row = taskKind(kind).outcomes[outcome];
  if (row === undefined) return '';
  const fields = row.fields.filter((field) => !needless.includes(field.name));
  const body = (
    <ActionForm
      action={`/taches/${encodeURIComponent(taskId)}/issue${queued ? '?file=1' : ''}`}
      form={form}
      submit={row.label}
      tone={DANGER.has(outcome) ? 'danger' : 'main'}
      name="outcome"
      value={outcome}
    >
      {fields.map((field) => (
        <OutcomeField
          field={field}
          form={form}
          profiles={profiles}
          services={services}
          outcome={outcome}
          subjects={subjects}
        />
      ))}
    </ActionForm>
  );
  if (fields.length === 0) return <div class="outcome">{body}</div>;
  return (
    <details class="act" open={form.faults.length > 0}>
      <summary safe>{row.label}</summary>
      {body}
    </details>
  );
}

function OutcomeField({
  field,
  form,
  profiles,
  services,
  outcome,
  subjects,
}: {
  field: TaskField;
  form: FormState;
  profiles: readonly string[];
  services: readonly ServiceCode[];
  outcome: string;
  subjects: readonly Choice[];
}): JSX.Element {
  const { name, label, required } = field;
  const base = { form, name, label, optional: !required };
  switch (field.type) {
    case 'text':
      if (name === 'titre') {
        if (!profiles.includes('T9')) return '';
        const hint = "Demandé pour accorder T9, s'il n'est pas déjà relevé.";
        return <SelectField {...base} optional={false} hint={hint} empty="Non précisé" choices={TITRE_CHOICES} />;
      }
      return <TextArea {...base} rows={3} />;
    case 'sealed':
      return (
        <TextArea
          {...base}
          rows={3}
          hint="L’organisme le lit dans son espace seulement ; le courriel ne le reprend pas."
        />
      );
    case 'line':
      return <TextField {...base} width="medium" />;
    case 'email':
      return <TextField {...base} type="email" />;
    case 'shown':
      return <input type="hidden" name={name} value={String(form.values[name] ?? '')} />;
    case 'number':
      return <TextField {...base} type="text" inputmode="numeric" width="short" />;
    case 'siret':
      return <TextField {...base} inputmode="numeric" width="medium" hint="14 chiffres." />;
    case 'list':
      return <TextArea {...base} rows={3} hint="Une par ligne, ou séparées par des virgules." />;
    case 'mode':
      return <SelectField {...base} empty="Ne pas changer" choices={DELEGATION_MODES} />;
    case 'profiles':
      return name === 'profiles'
        ? ProfileBoxes(form, label, profiles)
        : RefusalReasons(form, profiles, services, outcome);
    case 'services':
      return ServiceBoxes(form, label, services);
    case 'form':
      return EligibilityFields({ form, prefix: name });
    case 'row':
      return RowFields(form);
    case 'gaps':
      return GapFields(form, subjects);
  }
}

/** One line per person and piece: what is wrong with it, or nothing (OBL-15). */
function GapFields(form: FormState, subjects: readonly Choice[]): JSX.Element {
  return (
    <>
      <p class="hint">Écrivez ce qui est à corriger là où il y a un écart ; laissez vide ce qui convient.</p>
      {subjects.map(({ value, label }) => (
        <TextField form={form} name={`gaps.${value}`} label={label} optional />
      ))}
    </>
  );
}

function ProfileBoxes(form: FormState, label: string, profiles: readonly string[]): JSX.Element {
  if (profiles.length === 0) return '';
  return (
    <ChoiceGroup
      form={form}
      name="profiles"
      label={label}
      kind="checkbox"
      hint="Les profils que vous ne cochez pas sont refusés, avec le motif donné plus bas."
      choices={profiles.map((value) => ({ value, label: `${value} – ${PROFILES[value as ProfileCode] ?? ''}` }))}
    />
  );
}

function ServiceBoxes(form: FormState, label: string, services: readonly ServiceCode[]): JSX.Element {
  if (services.length === 0) return '';
  return (
    <ChoiceGroup
      form={form}
      name="services"
      label={label}
      kind="checkbox"
      hint="Ceux que vous ne cochez pas sont refusés, avec le motif donné plus bas, ou celui de la règle."
      choices={services.map((value) => ({ value, label: SERVICES[value] }))}
    />
  );
}

function RefusalReasons(
  form: FormState,
  profiles: readonly string[],
  services: readonly ServiceCode[],
  outcome: string,
): JSX.Element {
  const asked = [...profiles, ...services];
  if (asked.length === 0) return '';
  return (
    <div class="pair">
      {asked.map((one) => (
        <TextField
          form={form}
          name={`reasons.${one}`}
          label={`Motif de refus ${refusedWords(one)}`}
          optional={outcome === 'accept' || isService(one)}
          hint={
            one === 'T1'
              ? `Par exemple : « ${REFUSALS.NI_AS_NI_CESF} »`
              : isService(one)
                ? 'Laissé vide : celui de la règle, si elle le refuse.'
                : undefined
          }
        />
      ))}
    </div>
  );
}

const isService = (one: string): one is ServiceCode => SERVICE_CODES.some((code) => code === one);
const refusedWords = (one: string) => (isService(one) ? `du service « ${SERVICES[one]} »` : `du profil ${one}`);

const CORRECTION_LABELS: Record<keyof RowCorrections, string> = {
  raisonSociale: 'Raison sociale',
  email: 'Courriel',
  phone: 'Téléphone',
  knownInMcp: 'Connu de MCP',
  conventionSiret: 'SIRET de la convention MCP',
  conventionNumber: 'Numéro de la convention MCP',
  delegationMode: 'Mode de gestion',
  knownInHabtiers: 'Connu de Habtiers',
  activeInHabtiers: 'Toujours actif dans Habtiers',
};

/** The corrections of a held row (§6.4); they travel under their own names. */
function RowFields(form: FormState): JSX.Element {
  const field = (name: keyof RowCorrections) => ({ form, name, label: CORRECTION_LABELS[name], optional: true });
  const same = 'Ne pas changer';
  return (
    <>
      <p class="hint">Ne remplissez que ce qui change.</p>
      <TextField {...field('raisonSociale')} />
      <TextField {...field('email')} type="email" />
      <TextField {...field('phone')} type="tel" width="medium" />
      <SelectField {...field('knownInMcp')} choices={YES_NO} empty={same} />
      <TextField {...field('conventionSiret')} inputmode="numeric" width="medium" />
      <TextField {...field('conventionNumber')} width="medium" />
      <SelectField {...field('delegationMode')} choices={DELEGATION_MODES} empty={same} />
      <SelectField {...field('knownInHabtiers')} choices={YES_NO} empty={same} />
      <SelectField {...field('activeInHabtiers')} choices={YES_NO} empty={same} />
    </>
  );
}

/** Fields that an outcome's form shows, as its fault summary names them. */
export function outcomeLabels(
  kind: TaskKind,
  outcome: string,
  {
    profiles,
    services,
    subjects,
  }: { profiles: readonly string[]; services: readonly ServiceCode[]; subjects: readonly Choice[] },
): Record<string, string> {
  const labels = (taskKind(kind).outcomes[outcome]?.fields ?? []).flatMap((field): [string, string][] => {
    if (field.type === 'row') return Object.entries(CORRECTION_LABELS);
    if (field.type === 'gaps') return subjects.map(({ value, label }) => [`gaps.${value}`, label]);
    if (field.type === 'form')
      return Object.entries(ELIGIBILITY_LABELS).map(([name, label]) => [`${field.name}.${name}`, label]);
    if (field.type === 'profiles' && field.name !== 'profiles')
      return [...profiles, ...services].map((one) => [`${field.name}.${one}`, `Motif de refus ${refusedWords(one)}`]);
    return [[field.name, field.label]];
  });
  return Object.fromEntries(labels);
}
