import * as z from 'zod';

const failure = z.object({ __type: z.string(), message: z.string().optional() });

/** Calls DynamoDB as the host itself, without a client. Throws what the engine refuses, by its type. */
export async function callDynamodb<Answer extends z.ZodType>(
  url: string,
  action: string,
  input: unknown,
  answerSchema: Answer,
): Promise<z.infer<Answer>> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${action}`,
      'x-amz-date': '20260101T000000Z',
      // Engines want a signature to be there; none of them verifies it.
      authorization:
        'AWS4-HMAC-SHA256 Credential=host/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(input),
  });
  const body: unknown = await answer.json();
  if (answer.ok) return answerSchema.parse(body);
  const { __type } = failure.parse(body);
  throw new DynamodbRefusal(action, __type.slice(__type.indexOf('#') + 1));
}

/** The engine understood a call of the host and refused it. */
export class DynamodbRefusal extends Error {
  readonly code: string;

  constructor(action: string, code: string) {
    super(`The local DynamoDB refused ${action}: ${code}`);
    this.code = code;
  }
}
