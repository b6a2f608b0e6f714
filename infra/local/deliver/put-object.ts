import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

/** The local engine takes 11 MiB at once, and a mail may have 40 MB. S3 wants parts of 5 MiB at least. */
const PART_BYTES = 8 * 1024 * 1024;

interface Place {
  Bucket: string;
  Key: string;
}

async function putParts(s3: S3Client, place: Place, content: Buffer): Promise<void> {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(place));
  const Parts: CompletedPart[] = [];
  for (let from = 0; from < content.length; from += PART_BYTES) {
    const PartNumber = Parts.length + 1;
    const Body = content.subarray(from, from + PART_BYTES);
    const { ETag } = await s3.send(new UploadPartCommand({ ...place, UploadId, PartNumber, Body }));
    Parts.push({ ETag, PartNumber });
  }
  await s3.send(new CompleteMultipartUploadCommand({ ...place, UploadId, MultipartUpload: { Parts } }));
}

/** Puts an object of any size, a large one in parts. */
export async function putObject(s3: S3Client, place: Place, content: Buffer): Promise<void> {
  if (content.length > PART_BYTES) return putParts(s3, place, content);
  await s3.send(new PutObjectCommand({ ...place, Body: content }));
}
