/** One tag of an XML part. */
export interface Tag {
  /** name without its namespace prefix */
  name: string;
  kind: 'open' | 'close' | 'empty';
  /** the attributes as written */
  attributes: string;
  start: number;
  end: number;
}

/** A tag in the strict form that every XML reader reads alike: each attribute named, its value quoted, no `<` inside. */
const TAG = /<(\/?)(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const DECLARATION = /^\ufeff?\s*<\?xml[^<>]*\?>/;

export class XmlRefused extends Error {}

/**
 * Walks the tags of an XML part in order. Comments, CDATA sections, DOCTYPE and processing instructions, which no spreadsheet program
 * writes there, are refused with everything that is not a plain tag: what is counted here and what a parser sees afterwards cannot differ.
 */
export function* tagsOf(xml: string): Generator<Tag> {
  let at = DECLARATION.exec(xml)?.[0].length ?? 0;
  for (;;) {
    at = xml.indexOf('<', at);
    if (at === -1) return;
    TAG.lastIndex = at;
    const match = TAG.exec(xml);
    if (!match) throw new XmlRefused(`No plain tag at ${at}`);
    const [, slash, name = '', attributes = '', closing] = match;
    yield { name, kind: slash ? 'close' : closing ? 'empty' : 'open', attributes, start: at, end: TAG.lastIndex };
    at = TAG.lastIndex;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};

/**
 * Value of an attribute by its local name, undefined where it is absent. Throws XmlRefused where two attributes share the local name, as
 * readers do not agree on which counts.
 */
export function attributeOf(tag: Tag, name: string): string | undefined {
  const found: string[] = [];
  for (const [, key, double, single] of tag.attributes.matchAll(/([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    if (key === name || key?.endsWith(`:${name}`)) found.push(double ?? single ?? '');
  }
  if (found.length > 1) throw new XmlRefused(`Attribute ${name} twice`);
  return found[0]?.replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => ENTITIES[entity] ?? entity);
}
