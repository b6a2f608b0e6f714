import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readStack } from '../../../../infra/local/template/read-stack.ts';

type Resource = { Type: string; Condition?: string; Properties?: Record<string, unknown> };
type Template = { Resources: Record<string, Resource>; [section: string]: unknown };

/** Writes a `cdk.out` folder with one stack and one code asset, gone with the test. */
export function writeAssembly(template: Template): string {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const artifacts = {
    Stack: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Stack.template.json' } },
    'Stack.assets': { type: 'cdk:asset-manifest', properties: { file: 'Stack.assets.json' } },
  };
  const files = {
    abc: { source: { path: 'asset.abc' }, destinations: { here: { objectKey: 'abc.zip' } } },
  };
  mkdirSync(join(folder, 'asset.abc'));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ artifacts }));
  writeFileSync(join(folder, 'Stack.assets.json'), JSON.stringify({ files }));
  writeFileSync(join(folder, 'Stack.template.json'), JSON.stringify(template));
  return folder;
}

/** Reads a template as if it were deployed at fixed addresses. */
export function readTemplate(template: Template) {
  return readStack(writeAssembly(template), {
    region: 'eu-west-1',
    accountId: '000000000000',
    queueUrl: (name) => `http://127.0.0.1:9/000000000000/${name}`,
    apiUrl: (logicalId) => `http://127.0.0.1:8/${logicalId}`,
  });
}

export const role: Resource = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } };

/** A function that can be read; `changes` are properties. */
export function lambdaFunction(changes: Record<string, unknown> = {}): Resource {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: 'assets', S3Key: 'abc.zip' },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      ...changes,
    },
  };
}
