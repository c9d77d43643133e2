import type { z } from 'zod';
import type { obligationOut } from '../../api/shapes/obligation.ts';
import { SERVICES } from '../../domain/service/services.ts';
import { Day, NextPage, Section, State, Table } from '../kit/bits.tsx';
import type { Listed } from '../kit/views.ts';
import { userPath } from '../users/paths.ts';

export type ObligationView = z.output<typeof obligationOut>;

/** Who has not used a service for a year, or soon will not have (OBL-14); nothing is closed by itself. */
export function ObligationSection({
  obligations,
  path,
}: {
  obligations: Listed<ObligationView>;
  /** the page that it is a part of */
  path: string;
}): JSX.Element {
  return (
    <Section id="obligations" title="Obligations">
      <Table
        caption="Connexion annuelle à chaque service, les plus anciennes d'abord"
        empty="Chacun a utilisé chacun de ses services dans l'année."
        heads={['Personne', 'Service', 'Dernier accès', 'À faire avant le', 'Situation']}
        rows={obligations.items.map((one) => [
          <a href={userPath(one.user.id)} safe>
            {`${one.user.firstName} ${one.user.lastName}`}
          </a>,
          <span safe>{SERVICES[one.service]}</span>,
          one.lastUsedAt === null ? <span>jamais</span> : <Day at={one.lastUsedAt} />,
          <Day at={one.useBefore} />,
          <State mark={one.compliant ? 'plain' : 'amiss'} words={one.compliant ? 'À rappeler' : 'Un an sans accès'} />,
        ])}
      />
      <NextPage path={path} query={{}} cursor={obligations.nextCursor} />
    </Section>
  );
}
