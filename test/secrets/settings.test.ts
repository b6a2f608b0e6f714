import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../functions/errors.ts';
import { mailEnvironment, webhookEnvironment } from '../../functions/intake/environment.ts';
import { readEnvironment } from '../../functions/secrets/settings.ts';

const complete = {
  PROVIDER_SECRET_ARN: 'arn:aws:secretsmanager:eu-west-1:000000000000:secret:example',
  ROUTING_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/000000000000/routing.fifo',
  QUARANTINE_BUCKET: 'quarantine',
  CONTENT_BUCKET: 'content',
  PUBLIC_URL: 'https://hooks.example.com/base',
};

describe('the environment of a function', () => {
  it('gives what the stack set, and nothing else', () => {
    expect(readEnvironment(webhookEnvironment, { ...complete, PATH: '/bin' })).toEqual(complete);
  });

  it('reports everything that is missing or wrong at once, without values', () => {
    const { CONTENT_BUCKET: _content, ...rest } = complete;
    const read = () => readEnvironment(mailEnvironment, { ...rest, ROUTING_QUEUE_URL: 'not a url' });
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(/ROUTING_QUEUE_URL.*CONTENT_BUCKET.*MAIL_BUCKET.*npm run deploy/);
    expect(read).not.toThrow(/not a url/);
  });
});
