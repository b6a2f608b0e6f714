import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { TimerEnvironment } from '../functions/timers/environment.ts';
import { alarm } from './alarm.ts';
import { ChannelFunction } from './channel-function.ts';
import type { DeploymentSettings } from './deployment-settings.ts';
import { productMetric } from './intake-alarms.ts';
import type { JourneyTable } from './journey-table.ts';

export interface TimerProps {
  settings: DeploymentSettings;
  removal: RemovalPolicy;
  journey: JourneyTable;
}

/**
 * The one timer: every minute it does what is due about conversations. A run that is lost has nothing to be kept
 * for, as the next does the same: there is no dead-letter queue, but an alarm when runs stay away.
 */
export class Timer extends Construct {
  readonly timer: ChannelFunction<TimerEnvironment>;

  constructor(scope: Construct, id: string, { settings, removal, journey }: TimerProps) {
    super(scope, id);
    this.timer = new ChannelFunction<TimerEnvironment>(this, 'Timer', {
      entry: 'functions/timers/timer.lambda.ts',
      description: 'Every minute: escalates answers that are late, releases conversations nobody took up',
      name: 'timer',
      timeout: Duration.seconds(50),
      logRetentionDays: settings.logRetentionDays,
      removal,
      access: { JOURNEY_TABLE: journey.keepingTime() },
    });
    new Rule(this, 'EveryMinute', {
      description: 'Starts the timer of Throughline',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(this.timer.function, { maxEventAge: Duration.minutes(1) })],
    });
    this.addAlarms();
  }

  private addAlarms(): void {
    alarm(this, {
      name: 'timer-failures',
      metric: productMetric('TimerFailure'),
      from: 1,
      meaning: 'Something that was due about a conversation could not be done; every run tries it again.',
    });
    alarm(this, {
      name: 'timer-behind',
      metric: productMetric('TimerBehind'),
      from: 1,
      datapoints: { alarm: 3, of: 3 },
      meaning: 'More is due than the timer can do: answers that are late are escalated late.',
    });
    alarm(this, {
      name: 'timer-silent',
      metric: this.timer.function.metricInvocations({ period: Duration.minutes(5) }),
      below: 1,
      meaning: 'The timer has not run for five minutes: nothing is escalated or released.',
    });
  }
}
