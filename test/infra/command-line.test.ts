import { describe, expect, it } from 'vitest';
import { awsTrouble } from '../../infra/command-line.ts';

describe('awsTrouble', () => {
  it('says how to give a shell credentials and a region', () => {
    const noCredentials = Object.assign(new Error('…'), { name: 'CredentialsProviderError' });
    expect(awsTrouble(noCredentials)).toContain('aws configure');
    expect(awsTrouble(new Error('Region is missing'))).toContain('AWS_REGION');
  });

  it('passes on what else AWS says, and never a value that is no error', () => {
    expect(awsTrouble(new Error('Rate exceeded'))).toBe('Rate exceeded');
    expect(awsTrouble('a secret')).not.toContain('a secret');
  });
});
