import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { alarm } from './alarm.ts';
import type { DeploymentSettings } from './deployment-settings.ts';
import { output } from './output.ts';

/**
 * What the access log keeps. The route instead of the path: a path of the API names customers. The address is a
 * provider's or a CRM's server, never a customer's.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
const accessLogLine = JSON.stringify({
  time: '$context.requestTime',
  requestId: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  functionLatencyMs: '$context.integrationLatency',
  functionStatus: '$context.integrationStatus',
  responseBytes: '$context.responseLength',
  sourceIp: '$context.identity.sourceIp',
  protocol: '$context.protocol',
});

/** The one HTTP API: webhooks and the API for CRMs come in here. */
export class WebhookApi extends Construct {
  readonly api: HttpApi;
  /** Scheme, host and base path, without a slash at the end. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: { settings: DeploymentSettings; removal: RemovalPolicy }) {
    super(scope, id);
    const { settings, removal } = props;
    this.api = new HttpApi(this, 'Api', {
      description: 'Throughline: webhooks of the providers and the API for CRMs',
      createDefaultStage: false,
    });
    this.url = settings.publicUrl?.replace(/\/+$/, '') ?? this.api.apiEndpoint;
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: settings.logRetentionDays,
      removalPolicy: removal,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: settings.throttleRate, burstLimit: settings.throttleBurst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(accessLogLine),
      },
    });
    output(this, 'HttpApiId', this.api.apiId, 'For the mapping of a domain of your own');
    this.addAlarms();
  }

  /** Sends every method of a path to a function. `guard` says how that function proves who calls. */
  route(path: string, target: IFunction, guard: string): void {
    const integration = new HttpLambdaIntegration(`${target.node.path}-integration`, target);
    const routes = this.api.addRoutes({ path, methods: [HttpMethod.ANY], integration });
    for (const route of routes) acknowledge(route, 'AwsSolutions-APIG4', guard);
  }

  private addAlarms(): void {
    alarm(this, {
      name: 'http-5xx',
      metric: this.api.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
      from: 1,
      datapoints: { alarm: 2, of: 3 },
      meaning: 'Webhooks or API calls are answered with 5xx: providers try again, CRMs see errors.',
    });
  }
}
