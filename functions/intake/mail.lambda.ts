import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { ChannelProvider } from '../channels/channel-provider.ts';
import type { MailRequest } from '../channels/mail-request.ts';
import { readEnvironment } from '../secrets/settings.ts';
import { buildIntake, type IntakeClients } from './build-intake.ts';
import { mailEnvironment } from './environment.ts';
import { countFailures, reportFailure } from './failure.ts';
import { objectStore } from './object-store.ts';
import { type MailIntake, rawOf, receiveMail, sizeOf } from './receive-mail.ts';

/** Nobody waits for an answer here, and a mail may have 40 MB. */
const requestHandler = { connectionTimeout: 1_000, requestTimeout: 15_000, throwOnRequestTimeout: true };

function openIntake(provider: ChannelProvider<MailRequest>, clients: IntakeClients): MailIntake {
  const environment = readEnvironment(mailEnvironment, process.env);
  const intake = buildIntake<MailRequest>(provider, environment, clients, { sizeOf, rawOf });
  return { intake, objects: clients.objects, bucket: environment.MAIL_BUCKET };
}

/** The whole mail function of a provider: `export const handler = mailLambda(provider)`. */
export function mailLambda(provider: ChannelProvider<MailRequest>) {
  const { id } = provider.manifest;
  const clients = {
    sqs: new SQSClient({ requestHandler }),
    secrets: new SecretsManagerClient({ requestHandler }),
    objects: objectStore(requestHandler),
  };
  const processor = new BatchProcessor(EventType.SQS);
  let opened: MailIntake | undefined;

  async function takeIn(record: SQSRecord): Promise<void> {
    try {
      opened ??= openIntake(provider, clients);
      await receiveMail(record, opened);
    } catch (error) {
      reportFailure(error, id);
      throw error;
    }
  }

  return middy<SQSEvent, SQSBatchResponse>()
    .use(countFailures(id))
    .handler((event) =>
      // One after the other, as ten mails of 40 MB would not fit in memory.
      processPartialResponse(event, takeIn, processor, {
        throwOnFullBatchFailure: false,
        processInParallel: false,
      }),
    );
}
