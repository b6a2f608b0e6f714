import * as z from 'zod';

/** What goes back to the client. */
export type HttpAnswer = { status: number; headers: Record<string, string | string[]>; body: Buffer };

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const structured = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), scalar).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** Of the connection, which is not the function's. */
const CONNECTION_HEADERS = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding']);

/**
 * Reads a function's result as API Gateway does with payload format 2.0: an object with a status code is an answer,
 * any other result is the JSON body of a 200. A malformed answer is a 500.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function functionResponse(payload: string): HttpAnswer {
  const result: unknown = JSON.parse(payload);
  if (typeof result !== 'object' || result === null || !('statusCode' in result))
    return answer(200, typeof result === 'string' ? result : payload, 'application/json');
  const parsed = structured.safeParse(result);
  if (!parsed.success) return gatewayError(500, 'Internal Server Error');
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const own = Object.entries(headers ?? {})
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !CONNECTION_HEADERS.has(name));
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      ...Object.fromEntries(own),
      ...(cookies && cookies.length > 0 && { 'set-cookie': cookies }),
    },
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

/** An answer of the gateway itself. */
export function gatewayError(status: number, message: string): HttpAnswer {
  return answer(status, JSON.stringify({ message }), 'application/json');
}

function answer(status: number, body: string, contentType: string): HttpAnswer {
  return { status, headers: { 'content-type': contentType }, body: Buffer.from(body) };
}
