import { count } from './metrics.ts';

const metricOf = { source: 'CodesClosedForSource', brand: 'CodesClosedForBrand' } as const;

/** Counts that wrong handoff codes closed all codes for whom they came from, or for a whole brand. */
export function countClosedCodes(whose: 'source' | 'brand', brand: string): void {
  count(metricOf[whose], { properties: { brand } });
}
