import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Acknowledgment, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { throughlineApp } from '../../infra/throughline-app.ts';

const everything = {
  'aws:cdk:bundling-stacks': [],
  sesRuleSet: 'default-rule-set',
  mailRecipients: 'help@demo.example.com',
  alarmEmail: 'operations@demo.example.com',
  publicUrl: 'https://hooks.example.com',
};
const outdir = mkdtempSync(join(tmpdir(), 'throughline-nag-'));
const report = z.object({
  pluginReports: z.array(z.object({ pluginName: z.string(), violations: z.array(z.unknown()) })),
});
const realAcknowledge = Validations.prototype.acknowledge;

/** Builds the app while `keep` decides which acknowledgements take effect. */
function buildApp(keep: (rule: Acknowledgment) => boolean) {
  const made: Acknowledgment[] = [];
  vi.spyOn(Validations.prototype, 'acknowledge').mockImplementation(function (this: Validations, ...rules) {
    made.push(...rules);
    realAcknowledge.call(this, ...rules.filter(keep));
  });
  return { app: throughlineApp({ outdir, context: everything }), made };
}

function findings(app: ReturnType<typeof throughlineApp>): string[] {
  return new AwsSolutionsChecks().validateScope(app).violations.map(({ ruleName }) => ruleName);
}

const { made: acknowledgements } = buildApp(() => true);
const ids = [...new Set(acknowledgements.map(({ id }) => id))];

afterEach(() => vi.restoreAllMocks());
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

describe('cdk-nag', () => {
  it('finds nothing without a reason', () => {
    expect(findings(buildApp(() => true).app)).toEqual([]);
  });

  it.each(ids)('finds %s again when its acknowledgement goes, and nothing else', (id) => {
    expect(findings(buildApp((rule) => rule.id !== id).app)).toEqual([id]);
  });

  it('is told a reason for each acknowledgement', () => {
    expect(acknowledgements.length).toBeGreaterThan(10);
    for (const { reason } of acknowledgements) expect(reason.length).toBeGreaterThan(40);
  });

  it('stops synthesis on a finding', () => {
    const { app } = buildApp(({ id }) => id !== 'AwsSolutions-SMG4');
    expect(() => app.synth()).toThrow(/AwsSolutions-SMG4|Validation failed/);
  });
});

describe('CloudFormation’s own schema', () => {
  it('finds nothing either', () => {
    expect(process.env.CDK_VALIDATION).toBeUndefined();
    buildApp(() => true).app.synth();
    const { pluginReports } = report.parse(
      JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')),
    );
    expect(pluginReports.flatMap(({ violations }) => violations)).toEqual([]);
  });
});
