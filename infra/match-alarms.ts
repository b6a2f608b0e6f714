import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Metric } from '../functions/telemetry/metrics.ts';
import { alarm } from './alarm.ts';
import { productMetric } from './intake-alarms.ts';

const DAY = Duration.days(1);
const ofADay = (metric: Metric) => productMetric(metric).with({ period: DAY });

/**
 * What can go wrong with telling who is who. Matching that broke looks like a busy day: everybody is new. So it rings
 * when at least `unmatchedFrom` people were new in a day and nobody at all was joined; 0 for never.
 */
export function matchAlarms(scope: Construct, unmatchedFrom: number): void {
  alarm(scope, {
    name: 'customer-full',
    metric: productMetric('CustomerFull'),
    from: 1,
    meaning: 'Somebody has more identities than a customer holds: the next is suggested, not joined.',
  });
  if (unmatchedFrom === 0) return;
  alarm(scope, {
    name: 'nobody-joined',
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
    metric: new MathExpression({
      expression: `IF(claimed >= ${unmatchedFrom} AND joined < 1, claimed, 0)`,
      usingMetrics: { claimed: ofADay('IdentityClaimed'), joined: ofADay('PeopleJoined') },
      period: DAY,
      label: 'New people of a day on which nobody was joined',
    }),
    from: 1,
    meaning: 'Many people were new in a day and not one of them was joined to somebody known.',
  });
}
