import type * as z from 'zod';

/** Where an engine listens, and the region in whose name it is called: its ARNs follow that of a signature. */
export type EngineAddress = { url: string; region: string };

/** One call of a JSON protocol, as the host itself makes it: straight to the engine, past the permission checks. */
export type EngineCall<T> = EngineAddress & {
  /** `sqs`, `dynamodb` … as it stands in a signature. */
  service: string;
  /** The value of X-Amz-Target. */
  target: string;
  input: unknown;
  answer: z.ZodType<T>;
  signal?: AbortSignal | undefined;
};

/** Throws what the engine refuses, and what the signal aborts. */
export async function callEngine<T>(call: EngineCall<T>): Promise<T> {
  const { url, region, service, target, input, answer, signal } = call;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
      'x-amz-date': '20260101T000000Z',
      authorization: hostSignature(service, region),
    },
    body: JSON.stringify(input),
    ...(signal && { signal }),
  });
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`The local ${service} refused ${target}: ${JSON.stringify(body)}`);
  return answer.parse(body);
}

/** One call of the query protocol. Throws what the engine refuses. */
export async function callForm(
  { url, region }: EngineAddress,
  service: string,
  form: Record<string, string>,
): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'x-amz-date': '20260101T000000Z', authorization: hostSignature(service, region) },
    body: new URLSearchParams(form),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The local ${service} refused ${form.Action}: ${text}`);
}

/** Engines want a signature to be there; none of them verifies it. */
export function hostSignature(service: string, region: string): string {
  const scope = `host/20260101/${region}/${service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
}
