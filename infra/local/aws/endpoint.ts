import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AwsEndpointOptions } from './aws-endpoint.ts';
import type { OnCall, Service } from './call.ts';
import { readCredential } from './credential.ts';
import { DynamodbCalls } from './dynamodb-calls.ts';
import { EngineView } from './engine-view.ts';
import { type Answer, accessDenied, errorAnswer, type ServiceError, unknownCaller } from './error-answer.ts';
import { type Exchange, send, toCall } from './exchange.ts';
import { readAll } from './forward.ts';
import { isDeleteObjects, understandS3 } from './s3-calls.ts';
import { understandSecrets } from './secrets-service.ts';
import { type Backends, serveCall } from './serve-call.ts';
import { understandSns } from './sns-calls.ts';
import { understandSqs } from './sqs-calls.ts';
import { notServed, RequestRefusal, type Understood } from './understood.ts';

const noBody = Buffer.alloc(0);
const anonymous = new RequestRefusal({
  status: 403,
  code: 'MissingAuthenticationToken',
  message: 'Request is missing Authentication Token',
});

/** Takes requests through the steps: who calls, what, whether it is granted, what a test wants, the engine. */
export class Endpoint {
  onCall: OnCall | undefined;
  private readonly options: AwsEndpointOptions;
  private readonly backends: Backends;
  private readonly dynamodbCalls: DynamodbCalls;
  private sequence = 0;

  constructor(options: AwsEndpointOptions, queueUrl: (name: string) => string) {
    this.options = options;
    const { engines, secrets } = options;
    this.backends = { engines, secrets, view: new EngineView(options, queueUrl) };
    this.dynamodbCalls = new DynamodbCalls(options);
    this.onCall = options.onCall;
  }

  /** Never rejects: what goes wrong here is an answer, or a broken connection. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const credential = readCredential(request);
    const service = credential?.service ?? 's3';
    // Clients compare it with their own clock, and try again when an error comes with quite another time.
    response.setHeader('date', new Date(this.options.engines.clock.now()).toUTCString());
    try {
      if (credential === undefined) throw anonymous;
      if (credential.service === undefined) throw notServed(`The service ${credential.serviceName}`);
      const principal = this.options.principals.find(credential.accessKeyId);
      if (principal === undefined) return refuse(request, response, unknownCaller(service));
      const bytes = isStreamed(service, request) ? undefined : await readAll(request);
      const understood = this.understand(service, request, bytes);
      await this.serve({ request, response, service, principal, bytes, understood });
    } catch (error) {
      request.resume();
      answerFailure(service, response, error);
    }
  }

  private async serve(exchange: Exchange): Promise<void> {
    const { request, response, service, principal, understood } = exchange;
    const denied = understood.permissions.find(({ action, resource }) => !principal.allows(action, resource));
    if (denied !== undefined) return refuse(request, response, accessDenied(service, principal, denied));
    this.sequence += 1;
    const verdict = await this.onCall?.(toCall(exchange, this.sequence));
    await serveCall(this.backends, exchange, verdict);
  }

  private understand(service: Service, request: IncomingMessage, bytes: Buffer = noBody): Understood {
    const { method = 'GET', url = '/', headers } = request;
    const target = String(headers['x-amz-target']);
    switch (service) {
      case 'dynamodb':
        return this.dynamodbCalls.understand(target, bytes);
      case 'sqs':
        return understandSqs(this.options, target, bytes);
      case 'sns':
        return understandSns(this.options, bytes);
      case 'secretsmanager':
        return understandSecrets(this.options, this.options.secrets, target, bytes);
      case 's3':
        return understandS3(method, url, headers, isDeleteObjects(method, url) ? bytes : undefined);
    }
  }
}

const isStreamed = (service: Service, { method = 'GET', url = '/' }: IncomingMessage) =>
  service === 's3' && !isDeleteObjects(method, url);

function refuse(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  request.resume();
  send(response, answer);
}

function answerFailure(service: Service, response: ServerResponse, error: unknown): void {
  // The caller is gone, or has half of an answer: there is nothing to say any more.
  if (response.destroyed || response.headersSent) return void response.destroy();
  send(response, errorAnswer(service, error instanceof RequestRefusal ? error.error : unexpected(error)));
}

function unexpected(error: unknown): ServiceError {
  console.error('The local AWS endpoint failed:', error);
  return { status: 500, code: 'InternalFailure', message: 'The local engine did not answer' };
}
