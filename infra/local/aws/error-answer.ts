import { randomUUID } from 'node:crypto';
import type { Permission, Service } from './call.ts';
import type { Principal } from './principal.ts';

export type Answer = { status: number; headers: Record<string, string>; body: string };

export type ServiceError = {
  status: number;
  code: string;
  message: string;
  /** DynamoDB's reasons for a cancelled transaction, one code for each item (`None` where it was not the cause). */
  cancellationReasons?: string[];
};

/** An error in the wire form of the service. */
export function errorAnswer(service: Service, error: ServiceError): Answer {
  if (service === 's3') return xml(error.status, `<Error>${xmlError(error)}${s3Ids()}</Error>`);
  if (service === 'sns') {
    const type = error.status < 500 ? 'Sender' : 'Receiver';
    const content = `<Error><Type>${type}</Type>${xmlError(error)}</Error><RequestId>${randomUUID()}</RequestId>`;
    const namespace = 'xmlns="http://sns.amazonaws.com/doc/2010-03-31/"';
    return xml(error.status, `<ErrorResponse ${namespace}>${content}</ErrorResponse>`);
  }
  return jsonError(service, error);
}

/** The refusal of a call that no policy allows. */
export function accessDenied(service: Service, principal: Principal, permission: Permission): Answer {
  const { action, resource } = permission;
  const written = writtenAction(service, action);
  const on = service === 's3' ? `"${resource}"` : resource;
  const why = `because no identity-based policy allows the ${written} action`;
  const message = `User: ${principal.name} is not authorized to perform: ${written} on resource: ${on} ${why}`;
  return errorAnswer(service, { ...deniedForms[service], message });
}

/** The refusal of a caller nobody knows. */
export function unknownCaller(service: Service): Answer {
  const message = 'The security token included in the request is invalid.';
  return errorAnswer(service, { message, ...unknownCallerForms[service] });
}

// SQS and SNS have answered so since their query protocol; DynamoDB and Secrets Manager always spoke JSON.
const deniedForms = {
  dynamodb: { status: 400, code: 'AccessDeniedException' },
  secretsmanager: { status: 400, code: 'AccessDeniedException' },
  sqs: { status: 403, code: 'AccessDeniedException' },
  sns: { status: 403, code: 'AuthorizationError' },
  s3: { status: 403, code: 'AccessDenied' },
};

const unknownCallerForms = {
  dynamodb: { status: 400, code: 'UnrecognizedClientException' },
  secretsmanager: { status: 400, code: 'UnrecognizedClientException' },
  sqs: { status: 403, code: 'InvalidClientTokenId' },
  sns: { status: 403, code: 'InvalidClientTokenId' },
  s3: {
    status: 403,
    code: 'InvalidAccessKeyId',
    message: 'The AWS Access Key Id you provided does not exist in our records.',
  },
};

function writtenAction(service: Service, action: string): string {
  if (service === 'sqs') return action.toLowerCase();
  return service === 'sns' ? action.replace('sns:', 'SNS:') : action;
}

const commonErrors =
  /^(AccessDenied|UnrecognizedClient|Throttling|SerializationException|UnknownOperation|InternalFailure|InvalidClientTokenId)/;
const namespaces = {
  dynamodb: 'com.amazonaws.dynamodb.v20120810',
  sqs: 'com.amazonaws.sqs',
  secretsmanager: '',
};

function jsonError(service: 'dynamodb' | 'sqs' | 'secretsmanager', error: ServiceError): Answer {
  const namespace = commonErrors.test(error.code) ? 'com.amazon.coral.service' : namespaces[service];
  const type = service === 'secretsmanager' ? error.code : `${namespace}#${error.code}`;
  const fault = error.status < 500 ? 'Sender' : 'Receiver';
  return {
    status: error.status,
    headers: {
      'content-type': `application/x-amz-json-${service === 'secretsmanager' ? '1.1' : '1.0'}`,
      'x-amzn-requestid': randomUUID(),
      // The code that SQS clients of today still show: the one of the query protocol.
      ...(service === 'sqs' ? { 'x-amzn-query-error': `${queryCode(error.code)};${fault}` } : {}),
    },
    body: JSON.stringify({
      __type: type,
      message: error.message,
      ...(error.code.startsWith('AccessDenied') ? { Message: error.message } : {}),
      ...(error.cancellationReasons ? { CancellationReasons: reasons(error.cancellationReasons) } : {}),
    }),
  };
}

const reasons = (codes: string[]) =>
  codes.map((Code) => (Code === 'None' ? { Code } : { Code, Message: Code }));
const queryCode = (code: string) => (code === 'AccessDeniedException' ? 'AccessDenied' : code);

function xmlError({ code, message }: ServiceError): string {
  return `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>`;
}

const s3Ids = () => `<RequestId>${randomUUID()}</RequestId><HostId>local</HostId>`;

function xml(status: number, content: string): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${content}`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
