import * as z from 'zod';
import { boolean, json, number } from './json.ts';
import type { TemplateReader } from './template-reader.ts';

/** Something that happens again and again. */
export type Schedule = {
  logicalId: string;
  arn: string;
  /** `rate(…)`, `cron(…)` or `at(…)`. */
  expression: string;
  timeZone: string;
  /** A function or a queue. */
  targetArn: string;
  messageGroupId: string | undefined;
  /** What the target gets; undefined is EventBridge's own event. */
  input: string | undefined;
  retries: number;
};

const rule = z.object({
  ScheduleExpression: z.string().optional(),
  EventPattern: json.optional(),
  State: z.string().default('ENABLED'),
  Targets: z
    .array(
      z.object({
        Arn: z.string(),
        Input: z.string().optional(),
        InputPath: json.optional(),
        InputTransformer: json.optional(),
        SqsParameters: z.object({ MessageGroupId: z.string() }).optional(),
        RetryPolicy: z.object({ MaximumRetryAttempts: number.optional() }).optional(),
      }),
    )
    .default([]),
});

const schedule = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.string().default('ENABLED'),
  Enabled: boolean.default(true),
  Target: z.object({
    Arn: z.string(),
    Input: z.string().optional(),
    SqsParameters: z.object({ MessageGroupId: z.string().optional() }).optional(),
    RetryPolicy: z.object({ MaximumRetryAttempts: number.optional() }).optional(),
  }),
});

/** Reads enabled schedules of EventBridge rules and of EventBridge Scheduler, one for each target. */
export function readSchedules(reader: TemplateReader): Schedule[] {
  return [...readRules(reader), ...readSchedulers(reader)];
}

function readRules(reader: TemplateReader): Schedule[] {
  const rules = reader.resources('AWS::Events::Rule', rule);
  return rules.flatMap(({ logicalId, id, properties }) => {
    const { ScheduleExpression: expression } = properties;
    if (properties.EventPattern !== undefined || expression === undefined)
      throw new Error(`${logicalId} waits for events of a bus; the local deployment has only schedules.`);
    if (properties.State === 'DISABLED') return [];
    return properties.Targets.map((target) => {
      if (target.InputPath !== undefined || target.InputTransformer !== undefined)
        throw new Error(`${logicalId} transforms its input; the local deployment takes a constant Input.`);
      return {
        logicalId,
        arn: id.attributes.Arn ?? '',
        expression,
        timeZone: 'UTC',
        targetArn: target.Arn,
        messageGroupId: target.SqsParameters?.MessageGroupId,
        input: target.Input,
        retries: target.RetryPolicy?.MaximumRetryAttempts ?? 185,
      };
    });
  });
}

function readSchedulers(reader: TemplateReader): Schedule[] {
  return reader
    .resources('AWS::Scheduler::Schedule', schedule)
    .filter(({ properties }) => properties.State !== 'DISABLED')
    .map(({ logicalId, id, properties: { Target, ...properties } }) => ({
      logicalId,
      arn: id.attributes.Arn ?? '',
      expression: properties.ScheduleExpression,
      timeZone: properties.ScheduleExpressionTimezone,
      targetArn: Target.Arn,
      messageGroupId: Target.SqsParameters?.MessageGroupId,
      input: Target.Input,
      retries: Target.RetryPolicy?.MaximumRetryAttempts ?? 185,
    }));
}
