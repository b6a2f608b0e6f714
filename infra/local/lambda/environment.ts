import type { LambdaFunction } from '../template/functions.ts';

/** The credentials of one sandbox; the access key tells the AWS endpoint who calls. */
export type SandboxCredentials = { accessKeyId: string; secretAccessKey: string; sessionToken: string };

export type EnvironmentOptions = {
  fn: LambdaFunction;
  codeFolder: string;
  /** An empty folder, so that no SDK finds the developer's own configuration. */
  home: string;
  region: string;
  awsEndpointUrl: string;
  credentials: SandboxCredentials;
  runtimeApi: string;
  logStream: string;
  clockOffsetMs: number;
};

/**
 * All variables of a sandbox: the template's and those that AWS sets, nothing of this machine's.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function sandboxEnvironment(options: EnvironmentOptions): Record<string, string> {
  const { fn, codeFolder, credentials } = options;
  return {
    ...fn.environment,
    _HANDLER: fn.handler,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_REGION: options.region,
    AWS_DEFAULT_REGION: options.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: fn.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: options.logStream,
    ...(fn.logFormat === 'JSON' && {
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_LAMBDA_LOG_LEVEL: fn.applicationLogLevel ?? 'INFO',
    }),
    AWS_LAMBDA_RUNTIME_API: options.runtimeApi,
    LAMBDA_TASK_ROOT: codeFolder,
    LAMBDA_RUNTIME_DIR: codeFolder,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    // Not on AWS: where the local services are, where home is, and what time it is.
    AWS_ENDPOINT_URL: options.awsEndpointUrl,
    HOME: options.home,
    LOCAL_CLOCK_OFFSET_MS: String(options.clockOffsetMs),
  };
}
