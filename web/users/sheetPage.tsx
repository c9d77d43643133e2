import type { connectionSheet } from '../../domain/account/connectionSheet.ts';
import { Page, type View } from '../kit/page.tsx';
import { TextPart } from '../link/textPage.tsx';
import { userPath } from './paths.ts';

interface SheetProps {
  view: View;
  userId: string;
  sheet: ReturnType<typeof connectionSheet>;
}

/** The connection sheet (UI-6): read here, handed out as PDF. */
export function SheetPage({ view, userId, sheet }: SheetProps): JSX.Element {
  return (
    <Page view={view} title={sheet.title} above={{ href: userPath(userId), label: sheet.reference }}>
      {sheet.notices.map((notice) => (
        <p class="notice" safe>
          {notice}
        </p>
      ))}
      <p class="actions">
        <a class="button" href={`/api/v1/users/${encodeURIComponent(userId)}/connection-sheet`}>
          Ouvrir le PDF à remettre
        </a>
      </p>
      {sheet.sections.map((section, index) => (
        <TextPart section={section} id={`fiche-${index}`} />
      ))}
    </Page>
  );
}
