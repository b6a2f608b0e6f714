import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type { QueueMessage } from '../clients/queues.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export function queueRecord(message: QueueMessage, eventSourceARN: string, awsRegion: string): SQSRecord {
  const { ApproximateReceiveCount = '1', SentTimestamp = '0', SenderId = '', ...rest } = message.Attributes;
  const { ApproximateFirstReceiveTimestamp = '0', ...others } = rest;
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: {
      ApproximateReceiveCount,
      SentTimestamp,
      SenderId,
      ApproximateFirstReceiveTimestamp,
      ...others,
    },
    messageAttributes: messageAttributes(message),
    md5OfBody: message.MD5OfBody,
    ...(message.MD5OfMessageAttributes && { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
    eventSource: 'aws:sqs',
    eventSourceARN,
    awsRegion,
  };
}

function messageAttributes({ MessageAttributes }: QueueMessage): SQSRecord['messageAttributes'] {
  const entries = Object.entries(MessageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    {
      ...(StringValue !== undefined && { stringValue: StringValue }),
      ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
      stringListValues: [],
      binaryListValues: [],
      dataType: DataType,
    },
  ]);
  return Object.fromEntries(entries);
}

/** Cuts a batch into invocations that fit Lambda's 6 MB, in order. */
export function queueEvents(records: readonly SQSRecord[], limitBytes: number): SQSEvent[] {
  const events: SQSEvent[] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const record of records) {
    const length = Buffer.byteLength(JSON.stringify(record)) + 1;
    if (size + length > limitBytes) {
      events.push({ Records: [] });
      size = 0;
    }
    events.at(-1)?.Records.push(record);
    size += length;
  }
  return events;
}
