import type { Construct } from 'constructs';
import { alarm } from './alarm.ts';
import { productMetric } from './intake-alarms.ts';

/** What tells of somebody who guesses the codes of handoffs (docs/decisions/0008-handoffs.md). */
export function handoffAlarms(scope: Construct): void {
  alarm(scope, {
    name: 'codes-closed-for-source',
    metric: productMetric('CodesClosedForSource'),
    from: 1,
    meaning:
      'Somebody gave five wrong handoff codes within ten minutes: none of theirs is taken for as long.',
  });
  alarm(scope, {
    name: 'codes-closed-for-brand',
    metric: productMetric('CodesClosedForBrand'),
    from: 1,
    meaning:
      'A brand saw twenty wrong handoff codes within ten minutes: none is taken or given out for as long.',
  });
}
