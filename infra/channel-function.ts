import { Duration, type RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Access, AccessFor } from './access.ts';
import { alarm } from './alarm.ts';
import { bundledCode } from './lambda-bundle.ts';

export interface ChannelFunctionProps<Environment> {
  /** Path of the `*.lambda.ts` file from the project's root. */
  entry: string;
  description: string;
  /** Name of the function in alarms and on the dashboard, for example `sms-twilio`. */
  name: string;
  access: AccessFor<Environment>;
  logRetentionDays: number;
  removal: RemovalPolicy;
  timeout?: Duration;
  memoryMb?: number;
}

/** A function of ours, whatever its environment. */
export interface AnyFunction {
  readonly name: string;
  readonly function: LambdaFunction;
}

/**
 * The one Lambda default: Node.js 24 on arm64, an ESM bundle, a role of its own that allows exactly what its
 * variables need, a log group with retention, alarms for errors and throttles. No reserved concurrency: a new
 * account has 10 for everything.
 */
export class ChannelFunction<Environment extends object> extends Construct implements AnyFunction {
  readonly name: string;
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: ChannelFunctionProps<Environment>) {
    super(scope, id);
    this.name = props.name;
    const accesses = Object.entries<Access>(props.access);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.logRetentionDays,
      removalPolicy: props.removal,
    });
    this.function = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: bundledCode(props.entry),
      handler: 'index.handler',
      role: this.role(accesses, logGroup),
      logGroup,
      timeout: props.timeout ?? Duration.seconds(10),
      memorySize: props.memoryMb ?? 512,
      environment: Object.fromEntries(accesses.map(([name, { value }]) => [name, value])),
    });
    this.addAlarms();
  }

  private role(accesses: [string, Access][], logGroup: LogGroup): Role {
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    for (const [, { statements, acknowledgements }] of accesses) {
      for (const statement of statements) role.addToPolicy(statement);
      Validations.of(role).acknowledge(...acknowledgements);
    }
    return role;
  }

  private addAlarms(): void {
    const period = Duration.minutes(5);
    alarm(this, {
      name: `${this.name}-errors`,
      metric: this.function.metricErrors({ period }),
      from: 1,
      meaning: `The function ${this.name} of ${Stack.of(this).stackName} failed, timed out or crashed.`,
    });
    alarm(this, {
      name: `${this.name}-throttles`,
      metric: this.function.metricThrottles({ period }),
      from: 1,
      meaning: `Lambda refused to start ${this.name}: the account's concurrency is used up.`,
    });
  }
}
