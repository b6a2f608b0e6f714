import { Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

export interface AlarmRule {
  /** Its name in docs/runbook.md. */
  name: string;
  metric: IMetric;
  /** Rings from this value on. */
  from: number;
  /** Out of so many periods, so many must reach it; 1 of 1 by default. */
  datapoints?: { alarm: number; of: number };
  /** What it means, for whoever reads the mail. */
  meaning: string;
}

/** One alarm, named `<stack>-<name>`, silent when there is no data. The alarm receiver hears of every one. */
export function alarm(scope: Construct, rule: AlarmRule): Alarm {
  return new Alarm(scope, `${rule.name}-alarm`, {
    alarmName: `${Stack.of(scope).stackName}-${rule.name}`,
    alarmDescription: `${rule.meaning} What to do: docs/runbook.md, "${rule.name}".`,
    metric: rule.metric,
    threshold: rule.from,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: rule.datapoints?.of ?? 1,
    datapointsToAlarm: rule.datapoints?.alarm ?? 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
}
