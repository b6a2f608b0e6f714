import { Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

interface Rule {
  /** Its name in docs/runbook.md. */
  name: string;
  metric: IMetric;
  /** Out of so many periods, so many must reach it; 1 of 1 by default. */
  datapoints?: { alarm: number; of: number };
  /** What it means, for whoever reads the mail. */
  meaning: string;
}

/** Rings from a value on, or below one: then also when there is no data. */
export type AlarmRule = Rule & ({ from: number; below?: never } | { below: number; from?: never });

/** One alarm, named `<stack>-<name>`. The alarm receiver hears of every one. */
export function alarm(scope: Construct, rule: AlarmRule): Alarm {
  return new Alarm(scope, `${rule.name}-alarm`, {
    alarmName: `${Stack.of(scope).stackName}-${rule.name}`,
    alarmDescription: `${rule.meaning} What to do: docs/runbook.md, "${rule.name}".`,
    metric: rule.metric,
    ...(rule.below === undefined
      ? {
          threshold: rule.from,
          comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
          treatMissingData: TreatMissingData.NOT_BREACHING,
        }
      : {
          threshold: rule.below,
          comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
          treatMissingData: TreatMissingData.BREACHING,
        }),
    evaluationPeriods: rule.datapoints?.of ?? 1,
    datapointsToAlarm: rule.datapoints?.alarm ?? 1,
  });
}
