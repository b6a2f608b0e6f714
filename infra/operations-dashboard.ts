import { Duration, Stack } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ProviderId } from '../functions/interaction/identity.ts';
import type { Metric as MetricName } from '../functions/telemetry/metrics.ts';
import { alarmsOf } from './alarm-receiver.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { AnyFunction } from './channel-function.ts';
import { productMetric } from './intake-alarms.ts';
import type { JourneyTable } from './journey-table.ts';
import type { WebhookApi } from './webhook-api.ts';

export interface OperationsDashboardProps {
  http: WebhookApi;
  providers: readonly ProviderId[];
  functions: readonly AnyFunction[];
  queues: Readonly<Record<string, Queue>>;
  journey: JourneyTable;
  feed: ChangeFeed;
}

const period = Duration.minutes(5);

function graph(title: string, left: IMetric[], right: IMetric[] = []): IWidget {
  return new GraphWidget({ title, left, right, width: 12, height: 6, leftYAxis: { min: 0 } });
}

/** One dashboard, read from top to bottom: alarms, the door, the queues, the functions, the table. */
export class OperationsDashboard extends Construct {
  constructor(scope: Construct, id: string, props: OperationsDashboardProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const alarms = new AlarmStatusWidget({ title: 'Alarms', alarms: alarmsOf(this), width: 24, height: 6 });
    const dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: stack.stackName,
      defaultInterval: Duration.hours(12),
    });
    for (const row of [[alarms], door(props), queues(props), functions(props), table(props)])
      dashboard.addWidgets(...row);
  }
}

function ofProviders({ providers }: OperationsDashboardProps, name: MetricName): IMetric[] {
  return providers.map((provider) => productMetric(name, provider).with({ label: `${provider} ${name}` }));
}

function door(props: OperationsDashboardProps): IWidget[] {
  const { api } = props.http;
  const sum = { period, statistic: 'Sum' };
  return [
    graph(
      'Requests and errors',
      [api.metricCount(sum)],
      [api.metricClientError(sum), api.metricServerError(sum)],
    ),
    graph('Latency, p50 and p99', [
      api.metricLatency({ period, statistic: 'p50' }),
      api.metricLatency({ period, statistic: 'p99' }),
    ]),
    graph('Events accepted, by provider', [
      ...ofProviders(props, 'EventsQueued'),
      productMetric('EventsQueued', 'api').with({ label: 'api EventsQueued' }),
    ]),
    graph('Refused and unreadable, by provider', [
      ...ofProviders(props, 'SignatureFailure'),
      ...ofProviders(props, 'Quarantined'),
    ]),
  ];
}

function queues(props: OperationsDashboardProps): IWidget[] {
  const all = Object.entries(props.queues);
  const options = (label: string) => ({ label, period, statistic: 'Maximum' });
  return [
    graph(
      'Messages waiting',
      all.map(([name, queue]) => queue.metricApproximateNumberOfMessagesVisible(options(name))),
    ),
    graph(
      'Age of the oldest message, seconds',
      all.map(([name, queue]) => queue.metricApproximateAgeOfOldestMessage(options(name))),
    ),
  ];
}

function functions(props: OperationsDashboardProps): IWidget[] {
  const options = (label: string, statistic: string) => ({ label, period, statistic });
  return [
    graph(
      'Function duration, p99',
      props.functions.map((each) => each.function.metricDuration(options(each.name, 'p99'))),
    ),
    graph(
      'Function errors and throttles',
      props.functions.map((each) => each.function.metricErrors(options(`${each.name} errors`, 'Sum'))),
      props.functions.map((each) => each.function.metricThrottles(options(`${each.name} throttles`, 'Sum'))),
    ),
  ];
}

function table(props: OperationsDashboardProps): IWidget[] {
  const { table: journeyTable } = props.journey;
  const sum = { period, statistic: 'Sum' };
  return [
    graph('Table units consumed', [
      journeyTable.metricConsumedReadCapacityUnits(sum),
      journeyTable.metricConsumedWriteCapacityUnits(sum),
    ]),
    graph('People: new, joined, with too many identities', [
      productMetric('IdentityClaimed'),
      productMetric('PeopleJoined'),
      productMetric('CustomerFull'),
    ]),
    graph('States whose interaction has not come yet, by provider', ofProviders(props, 'StubWritten')),
    graph('Handoff codes closed after misses, for a source and for a brand', [
      productMetric('CodesClosedForSource'),
      productMetric('CodesClosedForBrand'),
    ]),
    graph('Conversations whose answer was late, and released ones', [
      productMetric('ConversationEscalated'),
      productMetric('ConversationReleased'),
    ]),
    graph(
      'Change feed: changes told, and how far it is behind the table',
      [productMetric('ChangeTold')],
      [props.feed.age],
    ),
  ];
}
