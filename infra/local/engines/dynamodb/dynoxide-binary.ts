import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

/** Where npm put dynoxide for this platform. Throws when there is none, saying what to do. */
export function dynoxideBinary(
  platform: string = process.platform,
  architecture: string = process.arch,
): string {
  const packageName = `@dynoxide/${platform}-${architecture}`;
  try {
    const folder = join(require.resolve(`${packageName}/package.json`), '..');
    return join(folder, platform === 'win32' ? 'dynoxide.exe' : 'dynoxide');
  } catch {
    throw new Error(
      `The local DynamoDB has no package ${packageName} here. Run "npm ci" (without --omit=optional); if npm has ` +
        'none for this platform, start any DynamoDB-compatible server and set LOCAL_DYNAMODB_ENDPOINT to its URL.',
    );
  }
}
