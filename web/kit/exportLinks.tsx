interface ExportLinksProps {
  /** the list's address in the API */
  list: string;
  /** filters and order as the page shows them */
  query: Readonly<Record<string, string>>;
  /** what is exported, where the page shows several lists */
  what?: string;
}

/** A list as a file, with the filters and in the order that the page shows (U5). */
export function ExportLinks({ list, query, what = 'Cette liste' }: ExportLinksProps): JSX.Element {
  const { cursor: _, ...asked } = query;
  const search = new URLSearchParams(asked).toString();
  const href = (format: string) => `/api/v1${list}.${format}${search === '' ? '' : `?${search}`}`;
  return (
    <p class="exports">
      <span safe>{`${what} pour un tableur : `}</span>
      <a href={href('xlsx')}>classeur (.xlsx)</a>, <a href={href('csv')}>texte (.csv)</a>
    </p>
  );
}
