import * as z from 'zod';
import { SqsError } from './fauxqs-internals.ts';

const redrivePolicy = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number().int() });
type RedrivePolicy = z.infer<typeof redrivePolicy>;
const parsed = new Map<string, RedrivePolicy>();

/** The redrive policy among a queue's attributes; none when the queue has none. */
export function redrivePolicyOf(attributes: Record<string, string | undefined>): RedrivePolicy | undefined {
  const text = attributes.RedrivePolicy;
  if (!text) return undefined;
  const known = parsed.get(text) ?? redrivePolicy.parse(JSON.parse(text));
  parsed.set(text, known);
  return known;
}

/**
 * The dead-letter queue of a FIFO queue must be FIFO, and of a standard queue standard. Throws as SQS does.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export function requireSameType(queueName: string, attributes: Record<string, string>): void {
  const policy = redrivePolicyOf(attributes);
  if (policy === undefined) return;
  if (policy.deadLetterTargetArn.endsWith('.fifo') === queueName.endsWith('.fifo')) return;
  const reason = 'Dead-letter queue must be same type of queue as the source.';
  throw new SqsError(
    'InvalidParameterValue',
    `Value ${attributes.RedrivePolicy} for parameter RedrivePolicy is invalid. Reason: ${reason}`,
  );
}
