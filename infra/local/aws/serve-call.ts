import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Engines } from '../engines/engines.ts';
import type { Verdict } from './call.ts';
import type { EngineView } from './engine-view.ts';
import { type Answer, accessDenied, errorAnswer } from './error-answer.ts';
import { type Exchange, send } from './exchange.ts';
import { endToEnd, forward, readAll } from './forward.ts';
import { refuseEntries } from './refuse-entries.ts';
import { bucketArn } from './s3-calls.ts';
import type { SecretStore } from './secret-store.ts';
import { answerSecrets } from './secrets-service.ts';

export type Backends = { engines: Engines; secrets: SecretStore; view: EngineView };

/** Carries out a permitted call, with the fault that the verdict asks for. */
export async function serveCall(backends: Backends, exchange: Exchange, verdict: Verdict | undefined) {
  const { response, principal, service } = exchange;
  switch (verdict?.kind) {
    case undefined:
      return await complete(backends, exchange);
    case 'error':
      return send(response, errorAnswer(service, verdict));
    case 'kill':
      if (verdict.when === 'after') await apply(backends, exchange);
      principal.kill?.();
      return void response.destroy();
    case 'lostAnswer':
      await apply(backends, exchange);
      return void response.destroy();
    case 'refuseEntries':
      return await completePartly(backends, exchange, verdict.indexes);
  }
}

/** The engine's answer in full, without passing it on. */
async function apply(backends: Backends, exchange: Exchange): Promise<void> {
  if (exchange.service === 'secretsmanager') answerSecrets(backends.secrets, exchange.understood);
  else await readAll(await callEngine(backends, exchange, exchange.bytes));
}

async function complete(backends: Backends, exchange: Exchange): Promise<void> {
  const { response, service, understood, bytes } = exchange;
  if (service === 'secretsmanager') return send(response, answerSecrets(backends.secrets, understood));
  const answer = await callEngine(backends, exchange, bytes);
  if (hidesMissingObject(exchange, answer)) {
    answer.resume();
    return send(response, accessDenied(service, exchange.principal, listBucket(exchange)));
  }
  if (!backends.view.changesAnswer(service, understood.action)) return await passOn(answer, exchange);
  const text = (await readAll(answer)).toString('utf8');
  const body = answer.statusCode === 200 ? backends.view.toCaller(service, understood.action, text) : text;
  send(response, withBody(answer, body));
}

async function completePartly(
  backends: Backends,
  exchange: Exchange,
  indexes: readonly number[],
): Promise<void> {
  const reduced = refuseEntries(exchange.understood.body, indexes);
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  if (reduced.nothingLeft)
    return send(exchange.response, { status: 200, headers, body: reduced.complete('{}') });
  const answer = await callEngine(backends, exchange, reduced.body);
  const text = (await readAll(answer)).toString('utf8');
  send(exchange.response, withBody(answer, answer.statusCode === 200 ? reduced.complete(text) : text));
}

async function callEngine(backends: Backends, exchange: Exchange, bytes: Buffer | undefined) {
  const { request, response, service, understood } = exchange;
  const gone = new AbortController();
  // A caller that goes away while SQS waits for messages must not receive them.
  response.once('close', () => response.writableFinished || gone.abort());
  const { engines, view } = backends;
  const engine = service === 'dynamodb' ? engines.dynamodb : engines.messaging;
  const body = bytes === undefined ? request : view.toEngine(service, understood.action, bytes);
  const { method = 'POST', url: path = '/', headers } = request;
  return await forward(engine, { method, path, headers, body }, gone.signal);
}

/** Objects of any size go through as they come; the others' answers are small, and quicker in one piece. */
async function passOn(answer: IncomingMessage, { response, service }: Exchange): Promise<void> {
  const { 'content-length': length, date: _machineTime, ...headers } = answer.headers;
  const known = length === undefined ? {} : { 'content-length': length };
  response.writeHead(answer.statusCode ?? 500, { ...endToEnd(headers), ...known });
  if (service === 's3') await pipeline(answer, response);
  else response.end(await readAll(answer));
}

/**
 * Without s3:ListBucket a missing object looks forbidden, and code that waits for a 404 breaks when deployed.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
function hidesMissingObject(exchange: Exchange, answer: IncomingMessage): boolean {
  const { action } = exchange.understood;
  if (answer.statusCode !== 404 || (action !== 'GetObject' && action !== 'HeadObject')) return false;
  const { action: needed, resource } = listBucket(exchange);
  return !exchange.principal.allows(needed, resource);
}

function listBucket({ understood }: Exchange) {
  const bucket = /^arn:aws:s3:::([^/]+)/.exec(understood.permissions[0]?.resource ?? '')?.[1] ?? '';
  return { action: 's3:ListBucket', resource: bucketArn(bucket) };
}

function withBody(answer: IncomingMessage, body: string): Answer {
  const contentType = answer.headers['content-type'] ?? 'application/x-amz-json-1.0';
  const requestId = answer.headers['x-amzn-requestid'];
  const queryError = answer.headers['x-amzn-query-error'];
  return {
    status: answer.statusCode ?? 500,
    headers: {
      'content-type': contentType,
      ...(typeof requestId === 'string' ? { 'x-amzn-requestid': requestId } : {}),
      ...(typeof queryError === 'string' ? { 'x-amzn-query-error': queryError } : {}),
    },
    body,
  };
}
