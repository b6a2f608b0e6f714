import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type Account, secretArn } from './account.ts';
import { type Answer, errorAnswer } from './error-answer.ts';
import type { SecretStore, SecretVersion } from './secret-store.ts';
import { notServed, parseJson, type Understood } from './understood.ts';

const input = z.object({
  SecretId: z.string(),
  VersionId: z.string().optional(),
  VersionStage: z.string().optional(),
  SecretString: z.string().optional(),
  ClientRequestToken: z.string().optional(),
});
type Input = z.infer<typeof input>;
type Secret = { arn: string; name: string };

/** Understands a call of Secrets Manager: the resource is the ARN, whichever way the caller names the secret. */
export function understandSecrets(
  account: Account,
  secrets: SecretStore,
  target: string,
  bytes: Buffer,
): Understood {
  const action = target.slice(target.indexOf('.') + 1);
  const body = parseJson(bytes);
  const id = input.safeParse(body).data?.SecretId;
  const resource = id === undefined ? '*' : (secrets.find(id)?.arn ?? secretArn(account, id));
  return { action, body, permissions: [{ action: `secretsmanager:${action}`, resource }] };
}

/** Answers as Secrets Manager does. https://docs.aws.amazon.com/secretsmanager/latest/apireference/Welcome.html */
export function answerSecrets(secrets: SecretStore, call: Understood): Answer {
  const request = input.safeParse(call.body).data;
  if (request === undefined) return refusal('InvalidRequestException', 'You must provide a SecretId.');
  const secret = secrets.find(request.SecretId);
  if (secret === undefined) return notFound("Secrets Manager can't find the specified secret.");
  const operation = operations[call.action];
  if (operation === undefined) throw notServed(`secretsmanager:${call.action}`);
  return operation(secrets, secret, request);
}

type Operation = (secrets: SecretStore, secret: Secret, request: Input) => Answer;

const operations: Record<string, Operation> = {
  GetSecretValue(secrets, secret, request) {
    const version = wanted(secrets.versions(secret.arn), request);
    if (version !== undefined) return ok({ ...described(secret), ...value(version) });
    const label = request.VersionId ?? `staging label: ${request.VersionStage ?? 'AWSCURRENT'}`;
    return notFound(`Secrets Manager can't find the specified secret value for ${label}`);
  },
  PutSecretValue(secrets, secret, request) {
    if (request.SecretString === undefined)
      return refusal('InvalidParameterException', 'SecretString is needed.');
    const version = secrets.put(secret.arn, request.SecretString, request.ClientRequestToken);
    if (version.value === request.SecretString) return ok({ ...described(secret), ...stages(version) });
    return refusal(
      'ResourceExistsException',
      'This version has another value: use a new ClientRequestToken.',
    );
  },
  DescribeSecret(secrets, secret) {
    const labels = secrets.versions(secret.arn).map((version) => [version.id, version.stages]);
    return ok({ ...described(secret), VersionIdsToStages: Object.fromEntries(labels) });
  },
  ListSecretVersionIds: (secrets, secret) =>
    ok({ ...described(secret), Versions: secrets.versions(secret.arn).map(stages) }),
};

function wanted(versions: readonly SecretVersion[], request: Input): SecretVersion | undefined {
  const { VersionId, VersionStage } = request;
  const stage = VersionStage ?? (VersionId === undefined ? 'AWSCURRENT' : undefined);
  return versions.find(
    (version) =>
      (VersionId === undefined || version.id === VersionId) &&
      (stage === undefined || version.stages.includes(stage)),
  );
}

const described = ({ arn, name }: Secret) => ({ ARN: arn, Name: name });
const stages = (version: SecretVersion) => ({ VersionId: version.id, VersionStages: version.stages });
const value = (version: SecretVersion) => ({ ...stages(version), SecretString: version.value });

function ok(body: object): Answer {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() };
  return { status: 200, headers, body: JSON.stringify(body) };
}

function refusal(code: string, message: string): Answer {
  return errorAnswer('secretsmanager', { status: 400, code, message });
}

const notFound = (message: string) => refusal('ResourceNotFoundException', message);
