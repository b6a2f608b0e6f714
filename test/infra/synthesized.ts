import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { vi } from 'vitest';
import { throughlineApp } from '../../infra/throughline-app.ts';

export function stackOf(app: ReturnType<typeof throughlineApp>): Stack {
  const stack = app.node.children.find((child) => Stack.isStack(child));
  if (stack === undefined) throw new Error('The app has no stack.');
  return stack;
}

/** CDK's own schema check takes three seconds to start in every test file; nag.test.ts synthesizes with it. */
export function withoutSchemaCheck<Result>(work: () => Result): Result {
  vi.stubEnv('CDK_VALIDATION', 'false');
  try {
    return work();
  } finally {
    vi.stubEnv('CDK_VALIDATION', undefined);
  }
}

const known = new Map<string, Template>();

/** The template for these settings, checked by cdk-nag; functions are not bundled, which takes most of the time. */
export function synthesized(context: Record<string, unknown> = {}): Template {
  const settings = JSON.stringify(context);
  const template = known.get(settings) ?? synthesize(context);
  known.set(settings, template);
  return template;
}

function synthesize(context: Record<string, unknown>): Template {
  const outdir = mkdtempSync(join(tmpdir(), 'throughline-synth-'));
  try {
    const app = throughlineApp({ outdir, context: { 'aws:cdk:bundling-stacks': [], ...context } });
    return withoutSchemaCheck(() => Template.fromStack(stackOf(app)));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
