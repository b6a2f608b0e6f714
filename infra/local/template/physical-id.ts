import { createHash } from 'node:crypto';
import type { Json } from './json.ts';

/** Where the stack is deployed: what CloudFormation's pseudo parameters and the services' addresses say. */
export type Place = {
  region: string;
  /** Twelve digits. */
  accountId: string;
  stackName: string;
  queueUrl(queueName: string): string;
  /** The address of an HTTP API, without a slash at the end. */
  apiUrl(logicalId: string): string;
};

/** What a resource is called once it exists: its Ref and its attributes. */
export type PhysicalId = { name: string; ref: string; attributes: Record<string, string> };

/** A property of the resource, resolved; only those that a name needs, so that resources may refer in circles. */
type Property = (name: string) => Json | undefined;

type Naming = {
  nameProperty?: string;
  /** Adjusts the generated name to the service's rules. */
  generate?(name: string, property: Property): string;
  identify(name: string, place: Place, logicalId: string, property: Property): Omit<PhysicalId, 'name'>;
};

const byArn =
  (service: string, kind: string, ref: 'name' | 'arn' = 'name'): Naming['identify'] =>
  (name, { region, accountId }) => {
    const arn = `arn:aws:${service}:${region}:${accountId}:${kind}${name}`;
    return { ref: ref === 'arn' ? arn : name, attributes: { Arn: arn } };
  };

const table: Naming = {
  nameProperty: 'TableName',
  identify(name, { region, accountId }) {
    const arn = `arn:aws:dynamodb:${region}:${accountId}:table/${name}`;
    return { ref: name, attributes: { Arn: arn, StreamArn: `${arn}/stream/local` } };
  },
};

const iam = (kind: string, nameProperty: string, ref: 'name' | 'arn'): Naming => ({
  nameProperty,
  identify(name, { accountId }) {
    const arn = `arn:aws:iam::${accountId}:${kind}/${name}`;
    return {
      ref: ref === 'arn' ? arn : name,
      attributes: { Arn: arn, RoleId: digest(arn, 21).toUpperCase() },
    };
  },
});

const NAMINGS: Record<string, Naming> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    generate: (name, property) => `${shorten(name, 75)}${property('FifoQueue') === true ? '.fifo' : ''}`,
    identify(name, place) {
      const arn = `arn:aws:sqs:${place.region}:${place.accountId}:${name}`;
      const url = place.queueUrl(name);
      return { ref: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
    },
  },
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    generate: (name, property) => `${name}${property('FifoTopic') === true ? '.fifo' : ''}`,
    identify(name, { region, accountId }) {
      const arn = `arn:aws:sns:${region}:${accountId}:${name}`;
      return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
    },
  },
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    generate: (name) => shorten(name.toLowerCase(), 63),
    identify: (name, { region }) => ({
      ref: name,
      attributes: {
        Arn: `arn:aws:s3:::${name}`,
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
      },
    }),
  },
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName',
    generate: (name) => shorten(name, 64),
    identify: byArn('lambda', 'function:'),
  },
  'AWS::Lambda::Version': {
    identify(_name, place, _logicalId, property) {
      const ref = `${functionArn(property('FunctionName'), place)}:1`;
      return { ref, attributes: { Version: '1', FunctionArn: ref } };
    },
  },
  'AWS::Lambda::Alias': {
    nameProperty: 'Name',
    identify(name, place, _logicalId, property) {
      const ref = `${functionArn(property('FunctionName'), place)}:${name}`;
      return { ref, attributes: { AliasArn: ref } };
    },
  },
  'AWS::Events::Rule': { nameProperty: 'Name', identify: byArn('events', 'rule/') },
  'AWS::Scheduler::Schedule': { nameProperty: 'Name', identify: byArn('scheduler', 'schedule/default/') },
  'AWS::IAM::Role': iam('role', 'RoleName', 'name'),
  'AWS::IAM::ManagedPolicy': iam('policy', 'ManagedPolicyName', 'arn'),
  'AWS::SecretsManager::Secret': {
    nameProperty: 'Name',
    identify(name, { region, accountId }) {
      const arn = `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-${digest(name, 6)}`;
      return { ref: arn, attributes: { Id: arn, Arn: arn } };
    },
  },
  'AWS::KMS::Key': {
    identify(name, { region, accountId }) {
      const id = digest(name, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
      return { ref: id, attributes: { KeyId: id, Arn: `arn:aws:kms:${region}:${accountId}:key/${id}` } };
    },
  },
  'AWS::ApiGatewayV2::Api': {
    identify(name, place, logicalId) {
      const id = digest(name, 10);
      return { ref: id, attributes: { ApiId: id, ApiEndpoint: place.apiUrl(logicalId) } };
    },
  },
  'AWS::ApiGatewayV2::Stage': {
    nameProperty: 'StageName',
    identify: (name) => ({ ref: name, attributes: {} }),
  },
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    identify: (name, { region, accountId }) => ({
      ref: name,
      attributes: { Arn: `arn:aws:logs:${region}:${accountId}:log-group:${name}:*` },
    }),
  },
};

/** For a resource type without rules of its own: the name is the Ref, the ARN has the usual form. */
const fallback = (type: string): Naming => ({
  identify: byArn((type.split('::')[1] ?? type).toLowerCase(), ''),
});

/** The names of one resource: its own where the template gives one, else stack name and logical id. */
export function physicalId(logicalId: string, type: string, place: Place, property: Property): PhysicalId {
  const naming = NAMINGS[type] ?? fallback(type);
  const given = naming.nameProperty === undefined ? undefined : property(naming.nameProperty);
  const generated = `${place.stackName}-${logicalId}`;
  const name = typeof given === 'string' ? given : (naming.generate?.(generated, property) ?? generated);
  return { name, ...naming.identify(name, place, logicalId, property) };
}

/** The ARN of a function from its name or ARN; a version or alias at the end is dropped. */
export function functionArn(nameOrArn: Json | undefined, { region, accountId }: Place): string {
  const text = String(nameOrArn);
  const name = text.startsWith('arn:') ? text.split(':')[6] : text.split(':')[0];
  return `arn:aws:lambda:${region}:${accountId}:function:${name}`;
}

/** Cuts a name to what the service allows and keeps it unique. */
function shorten(name: string, length: number): string {
  return name.length <= length ? name : `${name.slice(0, length - 9)}-${digest(name, 8)}`;
}

/** `length` characters of 0-9 and a-f that depend on the text alone. */
function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
