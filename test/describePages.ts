import { describe, expect, it } from '@jest/globals';

/** What holds of every page, whatever it shows: `pages` are given texts that a hostile person would type. */
export function describePages(title: string, pages: Readonly<Record<string, () => JSX.Element>>): void {
  describe(title, () => {
    it.each(Object.entries(pages))('%s: whatever was typed stays text (S9)', async (_name, page) => {
      const html = await page();
      expect(html).toContain('&lt;script>');
      // inside the quotes of an attribute a < is only text
      const tags = html.replace(/="[^"]*"/g, '=""');
      // a picture of ours says so first
      expect(tags).not.toMatch(/<script>|<img (?!loading="")|alert\(1\)<|onerror="/);
      expect(tags).not.toMatch(/<style|\sstyle=|javascript:/);
    });

    it.each(Object.entries(pages))(
      '%s: a form shows neither the code nor the rule of what is wrong (U3)',
      async (_name, page) => {
        expect(await page()).not.toMatch(/RGL-42|CHAMP_INVALIDE/);
      },
    );

    it.each(Object.entries(pages))(
      '%s: one h1, a skip link, no id twice, every label beside a field (U1)',
      async (_name, page) => {
        const html = await page();
        expect(html.match(/<h1/g)).toHaveLength(1);
        expect(html).toContain('<a class="skip" href="#contenu">');
        expect(html.startsWith('<!doctype html><html lang="fr">')).toBe(true);
        const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
        expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
        for (const [, target] of html.matchAll(/<label for="([^"]*)"/g)) expect(ids).toContain(target);
      },
    );
  });
}
