import { describe, expect, it } from '@jest/globals';
import { conventionnementRoute } from '../../workflows/conventionnement/workflow.ts';
import type { conventionnement } from '../conventionnement/kind.ts';
import type { Route } from './kind.ts';

type Story = Route<typeof conventionnement>;

describe('a story of a kind', () => {
  const { opening, ...rest } = conventionnementRoute;
  const { inForce } = rest.countersignature;

  it('does not compile where a phase has no line, or an outcome of it no target', () => {
    // @ts-expect-error nothing is said of the opening
    const withoutPhase: Story = rest;
    // @ts-expect-error documents may be returned
    const withoutOutcome: Story = { opening, ...rest, countersignature: { inForce } };
    expect([withoutPhase, withoutOutcome]).toHaveLength(2);
  });

  it('does not compile with a phase, an outcome or a target that its kind does not have', () => {
    // @ts-expect-error a conventionnement checks nothing
    const unknownPhase: Story = { opening, ...rest, checks: { passed: 'documents' } };
    // @ts-expect-error an opening is not put off
    const unknownOutcome: Story = { ...rest, opening: { ...opening, putOff: 'opening' } };
    // @ts-expect-error no phase or end is called so
    const unknownTarget: Story = { ...rest, opening: { opened: 'ouverture' } };
    // @ts-expect-error an Esat dossier ends so
    const endOfAnother: Story = { ...rest, opening: { opened: 'TERMINE' } };
    // @ts-expect-error a state in which nothing ends
    const noEnd: Story = { ...rest, opening: { opened: 'PRET_A_OUVRIR' } };
    expect([unknownPhase, unknownOutcome, unknownTarget, endOfAnother, noEnd]).toHaveLength(5);
  });
});
