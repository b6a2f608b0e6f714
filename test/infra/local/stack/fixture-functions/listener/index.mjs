import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

const files = new S3Client();

/** Files letters, and what the topic says. */
export const handler = async ({ Records }) => {
  for (const { messageId, body } of Records) {
    const { note, Message } = JSON.parse(body);
    const Key = note === undefined ? `news/${messageId}` : `letters/${note}`;
    await files.send(new PutObjectCommand({ Bucket: process.env.BUCKET_NAME, Key, Body: Message ?? body }));
  }
};
