/** What the charts use of d3-scale, which ships no types of its own. */
declare module 'd3-scale' {
  export interface LinearScale {
    (value: number): number;
    domain(domain: readonly [number, number]): LinearScale;
    range(range: readonly [number, number]): LinearScale;
    nice(count?: number): LinearScale;
    ticks(count?: number): number[];
  }
  export interface BandScale {
    (value: string): number | undefined;
    domain(domain: readonly string[]): BandScale;
    range(range: readonly [number, number]): BandScale;
    paddingInner(padding: number): BandScale;
    bandwidth(): number;
  }
  export function scaleLinear(): LinearScale;
  export function scaleBand(): BandScale;
}
