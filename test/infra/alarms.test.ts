import { readFileSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../functions/channels/catalog.ts';
import { synthesized } from './synthesized.ts';

const template = synthesized();
const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
  ({ Properties }) => Properties,
);
const names: string[] = alarms.map(({ AlarmName }) => AlarmName.replace('Throughline-', ''));
const providers = catalog.map(({ id }) => id.replace('/', '-'));

describe('alarms', () => {
  it('watch dead letters, ages, 5xx, every function and every door', () => {
    const functions = [...providers, 'router', 'api', 'timer', 'changes'];
    expect([...names].sort()).toEqual(
      [
        'routing-dead-letters',
        'routing-age',
        'mail-dead-letters',
        'mail-age',
        'http-5xx',
        'changes-dead-letters',
        'changes-age',
        'timer-failures',
        'timer-behind',
        'timer-silent',
        'customer-full',
        'nobody-joined',
        'codes-closed-for-source',
        'codes-closed-for-brand',
        ...functions.flatMap((name) => [`${name}-errors`, `${name}-throttles`]),
        ...providers.flatMap((name) => [
          `${name}-signature-failures`,
          `${name}-quarantine`,
          `${name}-configuration`,
        ]),
      ].sort(),
    );
  });

  it('ring at the first dead letter, quarantined delivery or failed setting', () => {
    for (const name of [
      'routing-dead-letters',
      'mail-dead-letters',
      'changes-dead-letters',
      'sms-twilio-quarantine',
      'sms-twilio-configuration',
    ])
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: `Throughline-${name}`,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
        EvaluationPeriods: 1,
      });
  });

  it('ring when wrong handoff codes close codes, for one source or for a brand', () => {
    for (const [name, metric] of [
      ['codes-closed-for-source', 'CodesClosedForSource'],
      ['codes-closed-for-brand', 'CodesClosedForBrand'],
    ])
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: `Throughline-${name}`,
        Namespace: 'Throughline',
        MetricName: metric,
        Dimensions: Match.absent(),
        Statistic: 'Sum',
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
      });
  });

  it('ring when the change feed is five minutes behind the table', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'Throughline-changes-age',
      Namespace: 'AWS/Lambda',
      MetricName: 'IteratorAge',
      Statistic: 'Maximum',
      Threshold: 300_000,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  it('ring when the timer stays away, also without any data', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'Throughline-timer-silent',
      MetricName: 'Invocations',
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
  });

  it('ring when hundreds of people came in a day and nobody was joined to anybody', () => {
    const ofADay = (Id: string, MetricName: string) => ({
      Id,
      MetricStat: { Metric: { Namespace: 'Throughline', MetricName }, Period: 86_400, Stat: 'Sum' },
      ReturnData: false,
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'Throughline-nobody-joined',
      Metrics: [
        Match.objectLike({ Expression: 'IF(claimed >= 500 AND joined < 1, claimed, 0)' }),
        ofADay('claimed', 'IdentityClaimed'),
        ofADay('joined', 'PeopleJoined'),
      ],
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      EvaluationPeriods: 1,
    });
  });

  it('do not watch for people who are never joined where the settings say so', () => {
    const without = synthesized({ unmatchedAlarmFrom: '0' }).findResources('AWS::CloudWatch::Alarm');
    const told = Object.values(without).map(({ Properties }) => Properties.AlarmName);
    expect(told).toHaveLength(names.length - 1);
    expect(told).not.toContain('Throughline-nobody-joined');
  });

  it('count what the functions publish: namespace, metric and dimension', () => {
    for (const { id } of catalog) {
      for (const MetricName of ['SignatureFailure', 'Quarantined', 'ConfigurationFailure'])
        template.hasResourceProperties('AWS::CloudWatch::Alarm', {
          Namespace: 'Throughline',
          MetricName,
          Dimensions: [{ Name: 'provider', Value: id }],
          Statistic: 'Sum',
        });
    }
  });

  it('are each explained in the runbook', () => {
    const runbook = readFileSync('docs/runbook.md', 'utf8');
    // One heading serves all functions or all providers: `<function>-errors`, `<provider>-quarantine`.
    const kindOf = (name: string) =>
      name
        .replace(/^.*-(errors|throttles)$/, '<function>-$1')
        .replace(/^.*-(signature-failures|quarantine|configuration)$/, '<provider>-$1');
    for (const kind of new Set(names.map(kindOf))) expect(runbook).toContain(`\`${kind}\``);
  });
});

describe('who hears of alarms', () => {
  it('is nobody by default', () => {
    for (const alarm of alarms) expect(alarm.AlarmActions).toBeUndefined();
  });

  it('is the given topic, for every alarm', () => {
    const topic = 'arn:aws:sns:eu-west-1:111122223333:operations';
    synthesized({ alarmTopicArn: topic }).allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: [topic],
    });
  });

  it('is an address, over a topic whose key CloudWatch may use', () => {
    const mailed = synthesized({ alarmEmail: 'operations@demo.example.com' });
    mailed.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'operations@demo.example.com',
    });
    mailed.allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: [{ Ref: Match.stringLikeRegexp('^AlarmsTopic') }],
    });
    mailed.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({ Principal: { Service: 'cloudwatch.amazonaws.com' }, Effect: 'Allow' }),
        ]),
      },
    });
  });
});

describe('the dashboard', () => {
  const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
  const body = JSON.stringify(dashboard?.Properties.DashboardBody);

  it('is one, named as the stack', () => {
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
    expect(dashboard?.Properties.DashboardName).toBe('Throughline');
  });

  it('shows every alarm, provider and queue', () => {
    for (const id of Object.keys(template.findResources('AWS::CloudWatch::Alarm')))
      expect(body).toContain(id);
    for (const { id } of catalog) expect(body).toContain(`${id} EventsQueued`);
    for (const queue of [
      'routing',
      'routing dead letters',
      'mail',
      'mail dead letters',
      'changes dead letters',
    ])
      expect(body).toContain(`\\"label\\":\\"${queue}\\"`);
  });
});
