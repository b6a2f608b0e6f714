import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { ProviderId } from '../functions/interaction/identity.ts';
import type { Metric as MetricName } from '../functions/telemetry/metrics.ts';
import { alarm } from './alarm.ts';
import { dashed } from './provider-name.ts';

/** A metric that functions publish (functions/telemetry/metrics.ts), summed over five minutes. */
export function productMetric(metricName: MetricName, provider?: ProviderId | 'api'): Metric {
  return new Metric({
    namespace: 'Throughline',
    metricName,
    statistic: 'Sum',
    period: Duration.minutes(5),
    ...(provider === undefined ? {} : { dimensionsMap: { provider } }),
  });
}

/** One stray request is the internet; ten in five minutes is a wrong secret or an attack. */
const SIGNATURE_FAILURES = 10;

/** What can go wrong at the door of one provider. */
export function intakeAlarms(scope: Construct, provider: ProviderId): void {
  const name = dashed(provider);
  alarm(scope, {
    name: `${name}-signature-failures`,
    metric: productMetric('SignatureFailure', provider),
    from: SIGNATURE_FAILURES,
    meaning: `Deliveries for ${provider} do not carry a valid signature and are refused.`,
  });
  alarm(scope, {
    name: `${name}-quarantine`,
    metric: productMetric('Quarantined', provider),
    from: 1,
    meaning: `Authentic deliveries of ${provider} could not be read; they lie in the quarantine bucket.`,
  });
  alarm(scope, {
    name: `${name}-configuration`,
    metric: productMetric('ConfigurationFailure', provider),
    from: 1,
    meaning: `${provider} cannot accept anything: its secret or settings are missing or wrong.`,
  });
}
