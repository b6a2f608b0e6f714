import * as z from 'zod';
import type { Statement } from '../aws/iam-policy.ts';
import type { Role } from './stack-model.ts';
import type { TemplateReader } from './template-reader.ts';

const oneOrMany = z.union([z.string(), z.array(z.string())]);

const statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMany.optional(),
  NotAction: oneOrMany.optional(),
  Resource: oneOrMany.optional(),
  NotResource: oneOrMany.optional(),
  Condition: z.record(z.string(), z.record(z.string(), oneOrMany)).optional(),
});

const policyDocument = z.object({
  Statement: z.union([z.array(statement), statement.transform((one) => [one])]),
});

const role = z.object({
  ManagedPolicyArns: z.array(z.string()).default([]),
  Policies: z.array(z.object({ PolicyDocument: policyDocument })).default([]),
});

const policy = z.object({ PolicyDocument: policyDocument, Roles: z.array(z.string()).default([]) });

/** AWS's own policies for functions, as far as the local services know their actions. */
const AWS_POLICIES: Record<string, string[]> = {
  'service-role/AWSLambdaBasicExecutionRole': [],
  'service-role/AWSLambdaVPCAccessExecutionRole': [],
  AWSXRayDaemonWriteAccess: [],
  'service-role/AWSLambdaSQSQueueExecutionRole': [
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
  ],
  'service-role/AWSLambdaDynamoDBExecutionRole': [
    'dynamodb:DescribeStream',
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:ListStreams',
  ],
};

/** Reads the roles with all statements of their policies, inline and managed. */
export function readRoles(reader: TemplateReader): Role[] {
  const inline = reader.resources('AWS::IAM::Policy', policy);
  const managed = reader.resources('AWS::IAM::ManagedPolicy', policy);
  return reader.resources('AWS::IAM::Role', role).map(({ logicalId, id, properties }) => ({
    logicalId,
    name: id.name,
    arn: id.attributes.Arn ?? '',
    statements: [
      ...properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
      ...[...inline, ...managed]
        .filter(({ properties: { Roles } }) => Roles.includes(id.name))
        .flatMap(({ properties: { PolicyDocument } }) => PolicyDocument.Statement),
      ...properties.ManagedPolicyArns.flatMap(
        (arn) =>
          managed.find(({ id }) => id.ref === arn)?.properties.PolicyDocument.Statement ??
          awsPolicy(logicalId, arn),
      ),
    ].map(toStatement),
  }));
}

function awsPolicy(logicalId: string, arn: string): z.infer<typeof statement>[] {
  const actions = AWS_POLICIES[arn.replace('arn:aws:iam::aws:policy/', '')];
  if (actions === undefined)
    throw new Error(
      `${logicalId} has the managed policy ${arn}: add its actions in infra/local/template/roles.ts.`,
    );
  return actions.length === 0 ? [] : [{ Effect: 'Allow', Action: actions, Resource: '*' }];
}

/** Leaves out what is undefined, as an optional property must be. */
function toStatement({ Effect, ...parts }: z.infer<typeof statement>): Statement {
  const { Action, NotAction, Resource, NotResource, Condition } = parts;
  return {
    Effect,
    ...(Action !== undefined && { Action }),
    ...(NotAction !== undefined && { NotAction }),
    ...(Resource !== undefined && { Resource }),
    ...(NotResource !== undefined && { NotResource }),
    ...(Condition !== undefined && { Condition }),
  };
}
