import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ChannelProvider } from '../channels/channel-provider.ts';
import { webhookRequest } from '../channels/webhook-request.ts';
import { readEnvironment } from '../secrets/settings.ts';
import { buildIntake, type IntakeClients } from './build-intake.ts';
import { webhookEnvironment } from './environment.ts';
import { answerFailures } from './failure.ts';
import { objectStore } from './object-store.ts';
import { receive } from './receive.ts';
import { httpResponse, rawOf, sizeOf } from './webhook-delivery.ts';

/** Providers wait 5 to 15 s for an answer: a call that hangs must leave time for its second try. */
const requestHandler = { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true };

function openIntake(provider: ChannelProvider, clients: IntakeClients) {
  const environment = readEnvironment(webhookEnvironment, process.env);
  return {
    publicUrl: environment.PUBLIC_URL,
    intake: buildIntake(provider, environment, clients, { sizeOf, rawOf }),
  };
}

/** The whole webhook function of a provider: `export const handler = webhookLambda(provider)`. */
export function webhookLambda(provider: ChannelProvider) {
  const clients = {
    sqs: new SQSClient({ requestHandler }),
    secrets: new SecretsManagerClient({ requestHandler }),
    objects: objectStore(requestHandler),
  };
  let opened: ReturnType<typeof openIntake> | undefined;
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(answerFailures(provider.manifest.id))
    .handler(async (event) => {
      opened ??= openIntake(provider, clients);
      const request = webhookRequest(event, opened.publicUrl);
      return httpResponse(await receive(request, opened.intake));
    });
}
