import * as z from 'zod';
import { json, number } from './json.ts';
import { functionArn } from './physical-id.ts';
import type { TemplateReader } from './template-reader.ts';

export type FunctionCode = { kind: 'folder'; folder: string } | { kind: 'inline'; source: string };

/** What happens to asynchronous events that fail. */
export type AsyncPolicy = {
  /** Attempts after the first one. */
  retries: number;
  maximumAgeSeconds: number;
  /** Where an event goes that fails for good; the dead-letter queue gets the bare event. */
  onFailureArn: string | undefined;
  deadLetterArn: string | undefined;
};

export type LambdaFunction = {
  logicalId: string;
  name: string;
  arn: string;
  handler: string;
  runtime: string;
  code: FunctionCode;
  environment: Record<string, string>;
  timeoutSeconds: number;
  memoryMb: number;
  reservedConcurrency: number | undefined;
  roleArn: string;
  logGroup: string;
  logFormat: 'JSON' | 'Text';
  applicationLogLevel: string | undefined;
  async: AsyncPolicy;
};

const properties = z.object({
  Code: z.object({
    S3Key: z.string().optional(),
    ZipFile: z.string().optional(),
    ImageUri: json.optional(),
  }),
  Handler: z.string().default(''),
  Runtime: z.string().default(''),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
  Timeout: number.default(3),
  MemorySize: number.default(128),
  ReservedConcurrentExecutions: number.optional(),
  Role: z.string(),
  Layers: z.array(z.string()).optional(),
  LoggingConfig: z
    .object({
      LogGroup: z.string().optional(),
      LogFormat: z.enum(['JSON', 'Text']).optional(),
      ApplicationLogLevel: z.string().optional(),
    })
    .optional(),
  DeadLetterConfig: z.object({ TargetArn: z.string() }).optional(),
});

const invokeConfigProperties = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: number.optional(),
  MaximumEventAgeInSeconds: number.optional(),
  DestinationConfig: z
    .object({ OnFailure: z.object({ Destination: z.string() }).optional(), OnSuccess: json.optional() })
    .optional(),
});

/** Reads the functions; `assets` tells where the code of each lies. Throws for what cannot run as Node.js. */
export function readFunctions(reader: TemplateReader, assets: ReadonlyMap<string, string>): LambdaFunction[] {
  const invokeConfigs = readInvokeConfigs(reader);
  return reader.resources('AWS::Lambda::Function', properties).map(({ logicalId, id, properties }) => {
    const arn = id.attributes.Arn ?? '';
    if (!properties.Runtime.startsWith('nodejs'))
      throw new Error(
        `${logicalId} has the runtime "${properties.Runtime}"; only Node.js functions run locally.`,
      );
    if (properties.Layers !== undefined && properties.Layers.length > 0)
      throw new Error(
        `${logicalId} uses Lambda layers; the local deployment has none. Bundle the code instead.`,
      );
    const config = invokeConfigs.get(arn);
    return {
      logicalId,
      name: id.name,
      arn,
      handler: properties.Handler,
      runtime: properties.Runtime,
      code: readCode(logicalId, properties.Code, assets),
      environment: properties.Environment?.Variables ?? {},
      timeoutSeconds: properties.Timeout,
      memoryMb: properties.MemorySize,
      reservedConcurrency: properties.ReservedConcurrentExecutions,
      roleArn: properties.Role,
      logGroup: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${id.name}`,
      logFormat: properties.LoggingConfig?.LogFormat ?? 'Text',
      applicationLogLevel: properties.LoggingConfig?.ApplicationLogLevel,
      async: {
        retries: config?.MaximumRetryAttempts ?? 2,
        maximumAgeSeconds: config?.MaximumEventAgeInSeconds ?? 21_600,
        onFailureArn: config?.DestinationConfig?.OnFailure?.Destination,
        deadLetterArn: properties.DeadLetterConfig?.TargetArn,
      },
    };
  });
}

function readInvokeConfigs(reader: TemplateReader) {
  const configs = reader.resources('AWS::Lambda::EventInvokeConfig', invokeConfigProperties);
  return new Map(
    configs.map(({ logicalId, properties }) => {
      if (properties.DestinationConfig?.OnSuccess !== undefined)
        throw new Error(
          `${logicalId} has a destination for success; the local deployment knows only failure.`,
        );
      return [functionArn(properties.FunctionName, reader.place), properties];
    }),
  );
}

function readCode(
  logicalId: string,
  { S3Key, ZipFile }: z.infer<typeof properties>['Code'],
  assets: ReadonlyMap<string, string>,
): FunctionCode {
  if (ZipFile !== undefined) return { kind: 'inline', source: ZipFile };
  const folder = S3Key === undefined ? undefined : assets.get(S3Key);
  if (folder === undefined)
    throw new Error(`The code of ${logicalId} is neither inline nor a file asset of this app.`);
  return { kind: 'folder', folder };
}
