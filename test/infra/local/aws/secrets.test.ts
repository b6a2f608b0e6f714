import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AwsFixture, type Clients, openAws, refusalOf } from './aws-fixture.ts';

let aws: AwsFixture;
let client: Clients['secrets'];
beforeAll(async () => {
  aws = await openAws();
  client = aws.as('OPERATOR').secrets;
});
afterAll(() => aws.close());

const get = (SecretId: string, version: { VersionStage?: string; VersionId?: string } = {}) =>
  client.send(new GetSecretValueCommand({ SecretId, ...version }));
const arn = 'arn:aws:secretsmanager:eu-west-1:000000000000:secret:filled';

describe('reading a secret', () => {
  it.each(['filled', `${arn}-AbCdEf`, arn])('by %s', async (id) => {
    expect(await get(id)).toMatchObject({
      ARN: `${arn}-AbCdEf`,
      Name: 'filled',
      SecretString: 'first',
      VersionStages: ['AWSCURRENT'],
    });
  });

  it('that has no value yet, or does not exist, is an error as on AWS', async () => {
    expect(await refusalOf(get('empty'))).toEqual({
      name: 'ResourceNotFoundException',
      status: 400,
      message: "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
    });
    expect(await refusalOf(get('unknown'))).toEqual({
      name: 'ResourceNotFoundException',
      status: 400,
      message: "Secrets Manager can't find the specified secret.",
    });
  });
});

describe('a new value', () => {
  it('becomes the current one, the one before stays as previous, an older one goes', async () => {
    const put = async (SecretString: string, ClientRequestToken?: string) =>
      await client.send(new PutSecretValueCommand({ SecretId: 'empty', SecretString, ClientRequestToken }));
    await put('one');
    await put('two');
    const { VersionId = '' } = await put('three', '01234567-0123-0123-0123-0123456789ab');
    expect(await get('empty')).toMatchObject({ SecretString: 'three', VersionId });
    expect(await get('empty', { VersionStage: 'AWSPREVIOUS' })).toMatchObject({ SecretString: 'two' });
    expect(await get('empty', { VersionId })).toMatchObject({ SecretString: 'three' });
    expect(aws.secrets.get('empty')).toBe('three');
    const { Versions } = await client.send(new ListSecretVersionIdsCommand({ SecretId: 'empty' }));
    expect(Versions?.map(({ VersionStages }) => VersionStages)).toEqual([
      [],
      ['AWSPREVIOUS'],
      ['AWSCURRENT'],
    ]);
    const { VersionIdsToStages } = await client.send(new DescribeSecretCommand({ SecretId: 'empty' }));
    expect(VersionIdsToStages?.[VersionId]).toEqual(['AWSCURRENT']);
  });

  it('put twice with one token is one version; with another value it is refused', async () => {
    const ClientRequestToken = '11234567-0123-0123-0123-0123456789ab';
    const put = (SecretString: string) =>
      client.send(new PutSecretValueCommand({ SecretId: 'filled', SecretString, ClientRequestToken }));
    await put('second');
    await put('second');
    expect((await refusalOf(put('third'))).name).toBe('ResourceExistsException');
    expect(await get('filled')).toMatchObject({ SecretString: 'second' });
    expect(await get('filled', { VersionStage: 'AWSPREVIOUS' })).toMatchObject({ SecretString: 'first' });
  });
});
