import { describe, expect, it } from 'vitest';
import { catalog } from '../../functions/channels/catalog.ts';
import { deploymentSettings } from '../../infra/deployment-settings.ts';

describe('deployment settings', () => {
  it('have defaults: every provider, a window of three days, data kept', () => {
    expect(deploymentSettings({})).toMatchObject({
      stackName: 'Throughline',
      providers: catalog.map(({ id }) => id),
      conversationWindowHours: 72,
      routerMaxConcurrency: 5,
      removal: 'retain',
    });
  });

  it('read lists and numbers as the command line gives them', () => {
    const settings = deploymentSettings({
      providers: 'sms/twilio, email/ses',
      mailRecipients: 'help@demo.example.com,demo.example.com',
      routerMaxConcurrency: '100',
      conversationWindowHours: '24',
      logRetentionDays: '30',
    });
    expect(settings).toMatchObject({
      providers: ['sms/twilio', 'email/ses'],
      mailRecipients: ['help@demo.example.com', 'demo.example.com'],
      routerMaxConcurrency: 100,
      conversationWindowHours: 24,
      logRetentionDays: 30,
    });
  });

  it('read lists as cdk.json gives them', () => {
    expect(deploymentSettings({ providers: ['voice/twilio'] }).providers).toEqual(['voice/twilio']);
  });

  it('let CDK’s own context pass', () => {
    expect(() =>
      deploymentSettings({ 'aws:cdk:bundling-stacks': [], '@aws-cdk/core:checkSecretUsage': true }),
    ).not.toThrow();
  });

  it.each([
    [
      'an unknown provider',
      { providers: 'sms/pigeon' },
      /unknown provider "sms\/pigeon"; known are: .*sms\/twilio/,
    ],
    ['something that is no provider id', { providers: 'twilio' }, /providers/],
    ['no provider at all', { providers: '' }, /providers/],
    ['a misspelt name', { provider: 'sms/twilio' }, /provider/],
    ['a public URL without TLS', { publicUrl: 'http://hooks.example.com' }, /publicUrl/],
    ['a concurrency SQS refuses', { routerMaxConcurrency: '1' }, /routerMaxConcurrency/],
    ['a retention CloudWatch does not know', { logRetentionDays: '42' }, /logRetentionDays/],
    ['an unknown removal', { removal: 'maybe' }, /removal/],
    ['no hours', { conversationWindowHours: '0' }, /conversationWindowHours/],
    ['an address that is none', { alarmEmail: 'operations' }, /alarmEmail/],
  ])('refuse %s', (_what, context, message) => {
    expect(() => deploymentSettings(context)).toThrow(message);
    expect(() => deploymentSettings(context)).toThrow(/docs\/deploying\.md/);
  });

  it('tell everything that is wrong at once', () => {
    const both = () => deploymentSettings({ removal: 'maybe', providers: 'sms/pigeon' });
    expect(both).toThrow(/sms\/pigeon/);
    expect(both).toThrow(/removal/);
  });
});
