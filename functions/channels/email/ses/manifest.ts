import type { ProviderManifest } from '../../channel-provider.ts';

export const manifest = {
  id: 'email/ses',
  channel: 'email',
  title: 'Amazon SES inbound mail',
  intake: 'mail',
  maxBodyBytes: 40 * 1024 * 1024,
  signsUrl: false,
  documentation: 'https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html',
  setup:
    'DNS: MX record of the domain to inbound-smtp.<region>.amazonaws.com; SES: verify the domain, activate the rule set, deploy with -c sesRuleSet=<it>',
} as const satisfies ProviderManifest;
