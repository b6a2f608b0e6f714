import type { IncomingHttpHeaders } from 'node:http';
import type { Permission } from './call.ts';
import { notServed, type Understood } from './understood.ts';

type Operation = readonly [action: string, permission: string];

// By method and sub-resource. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
const objectOperations: Record<string, Operation> = {
  'GET ': ['GetObject', 's3:GetObject'],
  'HEAD ': ['HeadObject', 's3:GetObject'],
  'PUT ': ['PutObject', 's3:PutObject'],
  'DELETE ': ['DeleteObject', 's3:DeleteObject'],
  'GET attributes': ['GetObjectAttributes', 's3:GetObjectAttributes'],
  'GET tagging': ['GetObjectTagging', 's3:GetObjectTagging'],
  'PUT tagging': ['PutObjectTagging', 's3:PutObjectTagging'],
  'POST uploads': ['CreateMultipartUpload', 's3:PutObject'],
  'POST uploadId': ['CompleteMultipartUpload', 's3:PutObject'],
  'PUT uploadId': ['UploadPart', 's3:PutObject'],
  'GET uploadId': ['ListParts', 's3:ListMultipartUploadParts'],
  'DELETE uploadId': ['AbortMultipartUpload', 's3:AbortMultipartUpload'],
};
const bucketOperations: Record<string, Operation> = {
  'GET ': ['ListObjects', 's3:ListBucket'],
  'GET list-type': ['ListObjectsV2', 's3:ListBucket'],
  'GET location': ['GetBucketLocation', 's3:GetBucketLocation'],
  'GET uploads': ['ListMultipartUploads', 's3:ListBucketMultipartUploads'],
  'GET lifecycle': ['GetBucketLifecycleConfiguration', 's3:GetLifecycleConfiguration'],
  'PUT lifecycle': ['PutBucketLifecycleConfiguration', 's3:PutLifecycleConfiguration'],
  'HEAD ': ['HeadBucket', 's3:ListBucket'],
  'PUT ': ['CreateBucket', 's3:CreateBucket'],
  'DELETE ': ['DeleteBucket', 's3:DeleteBucket'],
};
const subResources = ['attributes', 'tagging', 'uploads', 'uploadId', 'list-type', 'location', 'lifecycle'];
const otherSubResources = [
  'acl',
  'policy',
  'versioning',
  'versions',
  'versionId',
  'cors',
  'notification',
  'delete',
];

export const bucketArn = (bucket: string) => `arn:aws:s3:::${bucket}`;

/** Understands a path-style request of S3; the body is needed for DeleteObjects alone. Throws RequestRefusal for sub-resources that are not served. */
export function understandS3(
  method: string,
  path: string,
  headers: IncomingHttpHeaders,
  body?: Buffer,
): Understood {
  const url = new URL(path, 'http://localhost');
  const [bucket = '', ...parts] = url.pathname.slice(1).split('/');
  const key = decodeURIComponent(parts.join('/'));
  if (bucket === '') return understood(['ListBuckets', 's3:ListAllMyBuckets'], '*');
  if (body !== undefined) return understoodDelete(bucket, body);
  const other = otherSubResources.find((name) => url.searchParams.has(name));
  const subResource = subResources.find((name) => url.searchParams.has(name)) ?? '';
  const operation = (key === '' ? bucketOperations : objectOperations)[`${method} ${subResource}`];
  if (other !== undefined || operation === undefined) {
    throw notServed(`S3 ${method} of ${other ?? (subResource || 'this path')}`);
  }
  const resource = key === '' ? bucketArn(bucket) : `${bucketArn(bucket)}/${key}`;
  return understood(operation, resource, copySource(headers));
}

/** The one call of S3 whose resources stand in the body. */
export const isDeleteObjects = (method: string, path: string) =>
  method === 'POST' && /[?&]delete(=|&|$)/.test(path);

function understoodDelete(bucket: string, body: Buffer): Understood {
  const keys = [...body.toString('utf8').matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) =>
    unescapeXml(key),
  );
  const permissions = keys.map((key) => ({
    action: 's3:DeleteObject',
    resource: `${bucketArn(bucket)}/${key}`,
  }));
  return { action: 'DeleteObjects', body: undefined, permissions };
}

function unescapeXml(text: string): string {
  const signs: Record<string, string> = {
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&apos;': "'",
    '&amp;': '&',
  };
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (sign) => signs[sign] ?? sign);
}

function understood(
  [action, permission]: Operation,
  resource: string,
  source: Permission[] = [],
): Understood {
  return { action, body: undefined, permissions: [{ action: permission, resource }, ...source] };
}

/** A copy also reads. */
function copySource(headers: IncomingHttpHeaders): Permission[] {
  const source = headers['x-amz-copy-source'];
  if (typeof source !== 'string') return [];
  const path = decodeURIComponent(source).replace(/^\//, '');
  return [{ action: 's3:GetObject', resource: bucketArn(path) }];
}
