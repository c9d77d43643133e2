import { describe, expect, it } from '@jest/globals';
import { X } from '../../test/builders/hostilePages.ts';
import { BarList, ColumnChart, LineChart } from './charts.tsx';

const weeks = ['02/03', '09/03', '16/03'];

describe('a chart drawn on the server', () => {
  it('has a column as tall as its number, on an axis that begins at zero', async () => {
    const html = await ColumnChart({
      ...{ id: 'charge', title: 'Tâches', categories: weeks },
      series: [{ name: 'Faites', tone: 'one', values: [0, 5, 10] }],
    });
    const heights = [...html.matchAll(/<rect[^>]* height="([\d.]+)"/g)].map((match) => Number(match[1]));
    expect(heights[0]).toBe(0);
    expect(heights[2]).toBeCloseTo(2 * (heights[1] ?? 0), 0);
    expect(html).toContain('>10</text>');
  });

  it('is named for who does not see it, bears no style, and what was typed stays text (S9)', async () => {
    const series = [
      { name: X, tone: 'one' as const, values: [1, 2, 3] },
      { name: 'Autre', tone: 'two' as const, values: [3, 2, 1] },
    ];
    for (const html of [
      await ColumnChart({ id: 'a', title: X, categories: weeks, series }),
      await LineChart({ id: 'b', title: X, categories: weeks, series }),
    ]) {
      expect(html).toMatch(/<svg [^>]*role="img" aria-labelledby="[ab]-titre"/);
      expect(html).not.toMatch(/\sstyle=|<style|<script/);
      expect(html).toContain('&lt;script>');
    }
  });

  it('of long names writes them as text that wraps, each above its bar', async () => {
    const bars = [10, 5].map((value) => ({ name: X, value, words: String(value) }));
    const html = await BarList({ title: X, bars });
    expect([...html.matchAll(/<rect[^>]* width="([\d.]+)"/g)].map((match) => Number(match[1]))).toEqual([720, 360]);
    // inside the quotes of an attribute a < is only text
    expect(html.replace(/="[^"]*"/g, '=""')).not.toMatch(/\sstyle=|<script/);
    expect(html).toContain('&lt;script>');
  });

  it('is not drawn where there is nothing to show', async () => {
    const series = [{ name: 'Faites', tone: 'one' as const, values: [0, 0, 0] }];
    expect(await ColumnChart({ id: 'a', title: 'x', categories: weeks, series })).toContain('Rien à montrer');
    expect(await BarList({ title: 'x', bars: [] })).not.toContain('<svg');
  });

  it('names no more of many days than fit', async () => {
    const days = Array.from({ length: 60 }, (_, index) => `j${index}`);
    const series = [{ name: 'Ouverts', tone: 'one' as const, values: days.map((_, index) => 60 - index) }];
    const html = await LineChart({ id: 'b', title: 'x', categories: days, series });
    expect(html.match(/>j\d+<\/text>/g)?.length).toBeLessThanOrEqual(7);
    expect(html.match(/<polyline/g)).toHaveLength(1);
  });
});
