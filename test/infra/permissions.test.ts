import { describe, expect, it } from 'vitest';
import { catalog } from '../../functions/channels/catalog.ts';
import { pascalCase } from '../../infra/provider-name.ts';
import { actionsOn, type Statement, statementsByRole } from './policies.ts';
import { synthesized } from './synthesized.ts';

const template = synthesized({ sesRuleSet: 'default-rule-set' });
const roles = statementsByRole(template);

function roleOf(name: RegExp) {
  const [only, ...others] = [...roles].filter(([id]) => name.test(id));
  if (only === undefined || others.length > 0) throw new Error(`${name} names ${others.length + 1} roles`);
  return only[1];
}

function secretsOf(statements: readonly Statement[]): unknown[] {
  const reading = statements.filter(({ Action }) => Action.includes('secretsmanager:GetSecretValue'));
  return reading.flatMap(({ Resource }) => Resource);
}

const webhooks = catalog.filter(({ intake }) => intake === 'webhook');
const router = roleOf(/^RouterRole/);
const api = roleOf(/^ApiRole/);
const mail = roleOf(/^EmailSesMailRole/);

describe.each(webhooks)('the webhook of $id', ({ id }) => {
  const statements = roleOf(new RegExp(`^${pascalCase(id)}WebhookRole`));

  it('may do five things and nothing else', () => {
    expect(statements.flatMap(({ Action }) => Action).sort()).toEqual([
      'kms:GenerateDataKey',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      's3:PutObject',
      'secretsmanager:GetSecretValue',
      'sqs:SendMessage',
    ]);
  });

  it('has no access to the table', () => {
    expect(actionsOn(statements, /JourneyTable/)).toEqual([]);
  });

  it('reads its own secret and no other', () => {
    expect(secretsOf(statements)).toEqual([{ Ref: `${pascalCase(id)}Secret` }]);
  });

  it('puts into its own corner of the quarantine', () => {
    const objects = JSON.stringify(statements.filter(({ Action }) => Action.includes('s3:PutObject')));
    expect(objects).toContain(`"/${id}/*"`);
    for (const other of catalog.filter((each) => each.id !== id)) expect(objects).not.toContain(other.id);
  });
});

describe('the mail function', () => {
  it('reads the inbox, which it cannot write, and has no access to the table', () => {
    expect(actionsOn(mail, /InboxBucket/)).toEqual(['s3:GetObject']);
    expect(actionsOn(mail, /InboxKey/)).toEqual(['kms:Decrypt']);
    expect(actionsOn(mail, /JourneyTable/)).toEqual([]);
  });

  it('puts into quarantine and content, which it cannot read', () => {
    expect(actionsOn(mail, /QuarantineBucket|ContentBucket/)).toEqual(['s3:PutObject']);
    expect(actionsOn(mail, /QuarantineKey|ContentKey/)).toEqual(['kms:GenerateDataKey']);
  });
});

describe('the router', () => {
  it('records in the table; its one delete is for whoever becomes a member elsewhere', () => {
    expect(actionsOn(router, /JourneyTable/)).toEqual([
      'dynamodb:BatchGetItem',
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
    ]);
  });

  it('can send to the dead letters and not to the routing queue', () => {
    expect(actionsOn(router, /RoutingQueueDeadLetters/)).toEqual(['sqs:SendMessage']);
    expect(actionsOn(router, /"IntakeRoutingQueue(?!DeadLetters)/)).not.toContain('sqs:SendMessage');
  });

  it('reads the key of handoffs, no other secret and no bucket', () => {
    expect(secretsOf(router)).toEqual([{ Ref: 'HandoffSecret' }]);
    expect(JSON.stringify(router)).not.toMatch(/s3:|kms:/);
  });
});

describe('the API', () => {
  it('reads and changes the table, by name', () => {
    expect(actionsOn(api, /JourneyTable/)).toEqual([
      'dynamodb:BatchGetItem',
      'dynamodb:ConditionCheckItem',
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
    ]);
  });

  it('sends to the routing queue, reads the key of handoffs and touches nothing else', () => {
    expect(actionsOn(api, /"IntakeRoutingQueue(?!DeadLetters)/)).toEqual(['sqs:SendMessage']);
    expect(secretsOf(api)).toEqual([{ Ref: 'HandoffSecret' }]);
    expect(JSON.stringify(api)).not.toMatch(/s3:|kms:|DeadLetters/);
  });
});

describe('the timer', () => {
  it('finds what is due and changes conversations; it can make and delete nothing', () => {
    const timer = roleOf(/^TimerRole/);
    expect(
      timer
        .flatMap(({ Action }) => Action)
        .filter((action) => !action.startsWith('logs:'))
        .sort(),
    ).toEqual(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem']);
    const queried = timer.filter(({ Action }) => Action.includes('dynamodb:Query'));
    expect(JSON.stringify(queried)).toContain('/index/due');
    expect(JSON.stringify(queried)).not.toContain('/index/timeline');
  });
});

describe('the change feed', () => {
  it('reads the stream, puts what is new and tells what gave up; it can read, change and delete nothing', () => {
    const changes = roleOf(/^ChangesRole/);
    expect(
      changes
        .flatMap(({ Action }) => Action)
        .filter((action) => !action.startsWith('logs:'))
        .sort(),
    ).toEqual([
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
      'dynamodb:PutItem',
      'sqs:SendMessage',
    ]);
    expect(actionsOn(changes, /"JourneyTable\w+","Arn"/)).toEqual(['dynamodb:PutItem']);
    expect(actionsOn(changes, /ChangesDeadLetters/)).toEqual(['sqs:SendMessage']);
  });
});

describe('every role', () => {
  const statements = [...roles.values()].flat();

  it('names its actions without wildcards', () => {
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
  });

  it('names its resources; a wildcard stands only for the objects of one bucket', () => {
    const wildcards = statements.flatMap(({ Action, Resource }) =>
      Resource.filter((resource) => JSON.stringify(resource).includes('*')).map((resource) => ({
        Action,
        resource,
      })),
    );
    expect(wildcards.length).toBeGreaterThan(0);
    for (const { Action, resource } of wildcards) {
      expect(Action).toSatisfy((actions: string[]) =>
        actions.every((action) => /^s3:(Put|Get)Object$/.test(action)),
      );
      expect(JSON.stringify(resource)).toMatch(
        /^\{"Fn::Join":\["",\[\{"Fn::GetAtt":\["\w+Bucket\w+","Arn"\]\},"\/[a-z/]*\*"\]\]\}$/,
      );
    }
  });

  it('takes no managed policy of AWS', () => {
    for (const role of Object.values(template.findResources('AWS::IAM::Role')))
      expect(role.Properties.ManagedPolicyArns).toBeUndefined();
  });

  it('of SES is for our rule in our account alone', () => {
    const [ses] = Object.values(template.findResources('AWS::IAM::Role')).filter((role) =>
      JSON.stringify(role).includes('ses.amazonaws.com'),
    );
    const [trust] = ses?.Properties.AssumeRolePolicyDocument.Statement ?? [];
    expect(trust.Condition.StringEquals['aws:SourceAccount']).toEqual({ Ref: 'AWS::AccountId' });
    expect(JSON.stringify(trust.Condition.StringEquals['aws:SourceArn'])).toMatch(
      /receipt-rule-set\/default-rule-set:receipt-rule\/\w+/,
    );
  });
});
