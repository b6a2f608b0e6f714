import * as z from 'zod';
import type { Account } from './account.ts';
import type { Service } from './call.ts';
import { queueNameOf } from './sqs-calls.ts';

/** Calls of DynamoDB whose input or answer carries an ARN; the others carry items, which nobody may touch. */
const carryArns =
  /^(Create|Describe|Update|Delete|List|Tag|Untag|Enable|Disable)(?!Item).*|^Get(ShardIterator|Records)$/;

/**
 * Turns what an engine says of itself into what callers know, and back: dynoxide's region and account, and the
 * host in the queue URLs of fauxqs. It touches control calls alone, never an item or a message.
 */
export class EngineView {
  private readonly callersPrefix: string;
  private readonly queueUrl: (name: string) => string;
  /** Other engines at LOCAL_DYNAMODB_ENDPOINT name other regions; the first answer tells. */
  private enginePrefix = 'arn:aws:dynamodb:dynoxide:000000000000:';

  constructor({ region, accountId }: Account, queueUrl: (name: string) => string) {
    this.callersPrefix = `arn:aws:dynamodb:${region}:${accountId}:`;
    this.queueUrl = queueUrl;
  }

  /** The body as the engine must see it. */
  toEngine(service: Service, action: string, body: Buffer): Buffer {
    if (service !== 'dynamodb' || !changes(service, action)) return body;
    return Buffer.from(body.toString('utf8').replaceAll(this.callersPrefix, this.enginePrefix));
  }

  /** Whether `toCaller` has work to do on the answer of this call. */
  changesAnswer(service: Service, action: string): boolean {
    return changes(service, action);
  }

  toCaller(service: Service, action: string, text: string): string {
    if (service === 'sqs') return this.withQueueUrls(text);
    // In an item this text would stand inside a typed value, with escaped quotes.
    if (action === 'GetRecords')
      return text.replaceAll(/"awsRegion":"[^"]*"/g, `"awsRegion":"${this.region}"`);
    const prefix = /arn:aws:dynamodb:[a-z0-9-]+:\d{12}:/.exec(text)?.[0];
    if (prefix === undefined) return text;
    this.enginePrefix = prefix;
    return text.replaceAll(prefix, this.callersPrefix);
  }

  private get region(): string {
    return this.callersPrefix.split(':')[3] ?? '';
  }

  private withQueueUrls(text: string): string {
    const answer = queueAnswer.parse(JSON.parse(text));
    const { QueueUrl, QueueUrls } = answer;
    if (QueueUrl !== undefined) answer.QueueUrl = this.queueUrl(queueNameOf(QueueUrl));
    if (QueueUrls !== undefined) answer.QueueUrls = QueueUrls.map((url) => this.queueUrl(queueNameOf(url)));
    return JSON.stringify(answer);
  }
}

const queueAnswer = z.looseObject({
  QueueUrl: z.string().optional(),
  QueueUrls: z.array(z.string()).optional(),
});

function changes(service: Service, action: string): boolean {
  if (service === 'sqs')
    return action === 'CreateQueue' || action === 'GetQueueUrl' || action === 'ListQueues';
  return service === 'dynamodb' && carryArns.test(action);
}
