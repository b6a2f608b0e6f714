import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Reads the arguments of a command. What it does not understand ends the command with a word and the usage. */
export function readArguments<const Config extends ParseArgsConfig>(usage: string, config: Config) {
  try {
    return parseArgs(config);
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message.split('. ')[0] : 'Arguments not understood'}.\n\n${usage}`,
    );
    process.exit(1);
  }
}

/** What to tell about a failed call to AWS: the two things a fresh machine lacks get their remedy. */
export function awsTrouble(error: unknown): string {
  if (!(error instanceof Error)) return 'The call to AWS failed.';
  if (error.name === 'CredentialsProviderError')
    return 'There are no AWS credentials in this shell: run "aws configure", or set AWS_PROFILE or AWS_ACCESS_KEY_ID.';
  if (error.message === 'Region is missing') return 'There is no AWS region in this shell: set AWS_REGION.';
  return error.message;
}
