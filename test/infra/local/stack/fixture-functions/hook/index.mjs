import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const queue = new SQSClient();
const secrets = new SecretsManagerClient();

/** Puts a signed note on the queue; everything under /v1 gets its own event back. */
export const handler = async (event) => {
  if (event.rawPath.startsWith('/v1/')) return { statusCode: 200, body: JSON.stringify(event) };
  const { SecretString } = await secrets.send(
    new GetSecretValueCommand({ SecretId: process.env.SECRET_ARN }),
  );
  if (event.headers['x-token'] !== SecretString) return { statusCode: 401, body: '' };
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8').toString();
  for (const note of JSON.parse(body)) {
    await queue.send(
      new SendMessageCommand({
        QueueUrl: process.env.QUEUE_URL,
        MessageBody: JSON.stringify(note),
        MessageGroupId: note.group,
        MessageDeduplicationId: note.id,
      }),
    );
  }
  return { statusCode: 202, body: process.env.PUBLIC_URL };
};
