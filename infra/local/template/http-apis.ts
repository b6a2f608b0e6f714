import * as z from 'zod';
import { json, number } from './json.ts';
import { functionArn } from './physical-id.ts';
import type { Resource, TemplateReader } from './template-reader.ts';

export type HttpRoute = {
  /** `GET /v1/items/{id}`, `ANY /v1/{proxy+}` or `$default`. */
  routeKey: string;
  functionArn: string;
  timeoutMs: number;
};

export type HttpApi = {
  logicalId: string;
  id: string;
  url: string;
  stage: string;
  stageVariables: Record<string, string> | undefined;
  routes: HttpRoute[];
};

const api = z.object({ ProtocolType: z.string(), Body: json.optional() });
const stage = z.object({
  ApiId: z.string(),
  StageName: z.string(),
  StageVariables: z.record(z.string(), z.string()).optional(),
});
const route = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.string().default('NONE'),
});
const integration = z.object({
  IntegrationType: z.string(),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.string(),
  TimeoutInMillis: number.default(30_000),
});

type Integration = Resource<z.infer<typeof integration>>;

/** Reads the HTTP APIs, each with its one stage. Throws for what no Lambda function answers. */
export function readHttpApis(reader: TemplateReader): HttpApi[] {
  const integrations = reader.resources('AWS::ApiGatewayV2::Integration', integration);
  const stages = reader.resources('AWS::ApiGatewayV2::Stage', stage);
  const routes = reader.resources('AWS::ApiGatewayV2::Route', route);
  return reader.resources('AWS::ApiGatewayV2::Api', api).map(({ logicalId, id, properties }) => {
    if (properties.ProtocolType !== 'HTTP')
      throw new Error(`${logicalId} is no HTTP API; no other kind runs locally.`);
    const own = stages.filter(({ properties }) => properties.ApiId === id.ref);
    const [only] = own;
    if (only === undefined || own.length > 1)
      throw new Error(`${logicalId} has ${own.length} stages; the local deployment takes one.`);
    return {
      logicalId,
      id: id.ref,
      url: reader.place.apiUrl(logicalId),
      stage: only.properties.StageName,
      stageVariables: only.properties.StageVariables,
      routes: routes
        .filter(({ properties }) => properties.ApiId === id.ref)
        .map((resource) => readRoute(resource, integrations, reader)),
    };
  });
}

function readRoute(
  { logicalId, properties }: Resource<z.infer<typeof route>>,
  integrations: Integration[],
  { place }: TemplateReader,
): HttpRoute {
  // Letting everyone in where AWS asks for a signature would hide a fault.
  if (properties.AuthorizationType !== 'NONE')
    throw new Error(`${logicalId} has an authorizer, which the local deployment does not know.`);
  const target = integrations.find(({ id }) => properties.Target === `integrations/${id.ref}`);
  if (target === undefined) throw new Error(`${logicalId} leads to no integration of the template.`);
  const { IntegrationType, IntegrationUri, PayloadFormatVersion, TimeoutInMillis } = target.properties;
  if (
    IntegrationType !== 'AWS_PROXY' ||
    !IntegrationUri.includes(':function:') ||
    PayloadFormatVersion !== '2.0'
  )
    throw new Error(
      `${target.logicalId} is no Lambda integration with payload 2.0; no other kind runs locally.`,
    );
  // Either the function's ARN, or that ARN inside `arn:…:apigateway:…:path/2015-03-31/functions/<arn>/invocations`.
  const arn = IntegrationUri.replace(/^.*functions\//, '').replace(/\/invocations$/, '');
  return { routeKey: properties.RouteKey, functionArn: functionArn(arn, place), timeoutMs: TimeoutInMillis };
}
