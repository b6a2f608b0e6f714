import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../functions/channels/catalog.ts';
import { SETTLED_MS } from '../../functions/store/changes.ts';
import { pascalCase } from '../../infra/provider-name.ts';
import { synthesized } from './synthesized.ts';

const template = synthesized();
const functions = Object.entries(template.findResources('AWS::Lambda::Function'));
const outputs = template.findOutputs('*');
const routes = () =>
  Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map((route) => route.Properties.RouteKey);

describe('functions', () => {
  it('are one per provider, the router, the API, the timer and the change feed', () => {
    expect(functions.map(([id]) => id.replace(/(Webhook|Mail)?Function\w{8}$/, '')).sort()).toEqual(
      [...catalog.map(({ id }) => pascalCase(id)), 'Api', 'Router', 'Timer', 'Changes'].sort(),
    );
  });

  it('run on Node.js 24 and arm64 with a log group that forgets, and reserve no concurrency', () => {
    template.allResourcesProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      LoggingConfig: { LogGroup: Match.anyValue() },
      ReservedConcurrentExecutions: Match.absent(),
    });
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
  });

  it('of webhooks know the queue, their secret, their URL and two buckets, and no table', () => {
    for (const { id } of catalog.filter(({ intake }) => intake === 'webhook')) {
      const [, webhook] = functions.find(([each]) => each.startsWith(`${pascalCase(id)}Webhook`)) ?? [];
      const variables = webhook?.Properties.Environment.Variables;
      expect(Object.keys(variables).sort()).toEqual([
        'CONTENT_BUCKET',
        'PROVIDER_SECRET_ARN',
        'PUBLIC_URL',
        'QUARANTINE_BUCKET',
        'ROUTING_QUEUE_URL',
      ]);
    }
  });

  it('are told the URL that providers call: the API’s own, or the one of the settings', () => {
    const url = (PUBLIC_URL: unknown) => ({ Environment: { Variables: Match.objectLike({ PUBLIC_URL }) } });
    const ownUrl = { 'Fn::GetAtt': [Match.stringLikeRegexp('^HttpApi'), 'ApiEndpoint'] };
    template.hasResourceProperties('AWS::Lambda::Function', url(ownUrl));
    const settled = synthesized({ publicUrl: 'https://hooks.example.com/' });
    settled.hasResourceProperties('AWS::Lambda::Function', url('https://hooks.example.com'));
    settled.hasOutput('WebhookUrlSmsTwilio', { Value: 'https://hooks.example.com/webhooks/sms/twilio' });
  });
});

describe('the timer', () => {
  it('is started every minute, and what waits longer than that is dropped', () => {
    template.resourceCountIs('AWS::Events::Rule', 1);
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
      Targets: [
        {
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^TimerFunction'), 'Arn'] },
          RetryPolicy: { MaximumEventAgeInSeconds: 60 },
        },
      ],
    });
  });
});

describe('the change feed', () => {
  it('is started by links that are made or changed, and gives up what cannot be written after a time', () => {
    const [mapping, ...others] = Object.values(
      template.findResources('AWS::Lambda::EventSourceMapping', {
        Properties: { StartingPosition: Match.anyValue() },
      }),
    );
    expect(others).toEqual([]);
    const { FilterCriteria, ...properties } = mapping?.Properties ?? {};
    expect(FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern))).toEqual([
      { eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { pk: { S: [{ prefix: 'LINK#' }] } } } },
    ]);
    expect(properties).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 100,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: 20,
      MaximumRecordAgeInSeconds: 6 * 3600,
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [expect.stringMatching(/^ChangesDeadLetters/), 'Arn'] } },
      },
    });
  });

  it('is cut off before its readers take for settled what it writes', () => {
    const [, changes] = functions.find(([id]) => id.startsWith('Changes')) ?? [];
    expect(changes?.Properties.Timeout * 1000).toBeLessThan(SETTLED_MS);
  });
});

describe('the HTTP API', () => {
  it('has a route for each webhook and one for the API', () => {
    const webhooks = catalog
      .filter(({ intake }) => intake === 'webhook')
      .map(({ id }) => `ANY /webhooks/${id}`);
    expect(routes().sort()).toEqual(['ANY /v1/{proxy+}', ...webhooks].sort());
  });

  it('answers by payload 2.0 under one throttled default stage', () => {
    template.allResourcesProperties('AWS::ApiGatewayV2::Integration', { PayloadFormatVersion: '2.0' });
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingBurstLimit: 2000, ThrottlingRateLimit: 1000 },
    });
  });

  it('logs no path, query, header or user: they may name customers', () => {
    const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));
    const format: string = stage?.Properties.AccessLogSettings.Format;
    expect(format.match(/\$context\.[\w.]+/g)).toEqual([
      '$context.requestTime',
      '$context.requestId',
      '$context.routeKey',
      '$context.status',
      '$context.responseLatency',
      '$context.integrationLatency',
      '$context.integrationStatus',
      '$context.responseLength',
      '$context.identity.sourceIp',
      '$context.protocol',
    ]);
  });
});

describe('outputs', () => {
  it.each(catalog)('tell what $id needs', ({ id, intake, setup }) => {
    const name = pascalCase(id);
    expect(outputs[`SecretName${name}`]?.Value).toBe(`Throughline/${id}`);
    expect(outputs[`Setup${name}`]?.Value).toBe(setup);
    expect(`WebhookUrl${name}` in outputs).toBe(intake === 'webhook');
  });

  it('say where Meta’s verify token goes', () => {
    expect(outputs.SetupSocialWhatsapp?.Value).toContain('verify token = verifyToken of the secret');
    expect(outputs.SetupSocialMessenger?.Value).toContain('verify token = verifyToken of the secret');
  });

  it('name table, queues, buckets and API', () => {
    expect(Object.keys(outputs)).toEqual(
      expect.arrayContaining([
        'ApiUrl',
        'ChangesDeadLettersUrl',
        'ContentBucketName',
        'HttpApiId',
        'JourneyTableName',
        'MailBucketName',
        'MailDeadLettersUrl',
        'MailQueueUrl',
        'MailTopicArn',
        'QuarantineBucketName',
        'RoutingDeadLettersUrl',
        'RoutingQueueUrl',
      ]),
    );
  });
});

describe('a provider that is not enabled', () => {
  const some = synthesized({ providers: 'sms/twilio' });

  it('has no function, route, secret or output', () => {
    some.resourceCountIs('AWS::Lambda::Function', 5);
    some.resourceCountIs('AWS::SecretsManager::Secret', 2);
    expect(JSON.stringify(some.toJSON())).not.toMatch(/whatsapp|messenger|voice/i);
  });

  it('leaves no mailbox behind', () => {
    some.resourceCountIs('AWS::SNS::Topic', 0);
    some.resourceCountIs('AWS::SQS::Queue', 3);
    expect(JSON.stringify(some.toJSON())).not.toMatch(/EmailSes|MAIL_BUCKET/);
  });
});
