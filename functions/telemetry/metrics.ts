const NAMESPACE = 'Throughline';

/** Every metric the functions publish, in the namespace Throughline. */
export type Metric =
  | 'SignatureFailure'
  | 'OversizedBody'
  | 'ConfigurationFailure'
  | 'QueueRefusal'
  | 'IntakeFailure'
  | 'Quarantined'
  | 'EventsQueued'
  | 'ContentOffloaded'
  | 'StubWritten'
  | 'IdentityClaimed'
  | 'PeopleJoined'
  | 'CustomerFull'
  | 'CodesClosedForSource'
  | 'CodesClosedForBrand'
  | 'ConversationEscalated'
  | 'ConversationReleased'
  | 'ChangeTold'
  | 'TimerFailure'
  | 'TimerBehind'
  | 'ApiFailure';

export interface MetricOptions {
  /** How many; 1 by default. */
  value?: number;
  /** The metric's only dimension. */
  provider?: string;
  /** Shown beside the number in the logs, not a dimension. Never customer text. */
  properties?: Readonly<Record<string, string | number>>;
}

/**
 * Counts in CloudWatch by the embedded metric format: one line of JSON on standard output, no call. Written here
 * and not by Powertools: a webhook would pay for the whole logger and metrics at every cold start (decision 5).
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function count(metric: Metric, { value = 1, provider, properties = {} }: MetricOptions = {}): void {
  const dimension = provider === undefined ? {} : { provider };
  const line = {
    ...properties,
    ...dimension,
    [metric]: value,
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [
        {
          Namespace: NAMESPACE,
          Dimensions: [Object.keys(dimension)],
          Metrics: [{ Name: metric, Unit: 'Count' }],
        },
      ],
    },
  };
  // console.log would put a time and a request id before the line, and CloudWatch reads pure JSON only.
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
