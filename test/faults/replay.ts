import * as z from 'zod';
import type { Call } from '../../infra/local/aws/call.ts';
import type { Throughline } from './throughline.ts';

const object = z.record(z.string(), z.unknown());
const capacity = z.object({ CapacityUnits: z.number() });
const consumed = z.object({
  ConsumedCapacity: z.union([capacity.transform((one) => [one]), z.array(capacity)]),
});

/** Makes a call of DynamoDB that a function made, as somebody else. Resolves to the answer, an error's too. */
export async function replay({ stack }: Throughline, call: Call, changes: object = {}): Promise<unknown> {
  const { awsEndpoint, credentials, model } = stack;
  const scope = `${credentials.accessKeyId}/20260101/${model.region}/dynamodb/aws4_request`;
  const response = await fetch(awsEndpoint.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${call.action}`,
      'x-amz-date': '20260101T000000Z',
      // The local endpoint reads who calls from it and verifies no signature.
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify({ ...object.parse(call.body), ...changes }),
  });
  return await response.json();
}

/** The capacity units that reads took: the same reads take them again. */
export async function unitsOf(throughline: Throughline, reads: readonly Call[]): Promise<number> {
  let units = 0;
  for (const call of reads) {
    const answer = consumed.parse(await replay(throughline, call, { ReturnConsumedCapacity: 'TOTAL' }));
    for (const { CapacityUnits } of answer.ConsumedCapacity) units += CapacityUnits;
  }
  return units;
}
