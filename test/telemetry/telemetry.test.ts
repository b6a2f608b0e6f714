import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../functions/errors.ts';
import { errorFields } from '../../functions/telemetry/error-fields.ts';
import { log } from '../../functions/telemetry/log.ts';
import { count } from '../../functions/telemetry/metrics.ts';
import { writtenBy } from './written-lines.ts';

describe('a metric', () => {
  it('is one line in the embedded metric format', async () => {
    const [line] = await writtenBy(() =>
      count('Quarantined', { provider: 'sms/twilio', value: 2, properties: { reason: 'PayloadError' } }),
    );
    expect(line).toMatchObject({
      Quarantined: 2,
      provider: 'sms/twilio',
      reason: 'PayloadError',
      _aws: {
        Timestamp: expect.closeTo(Date.now(), -4),
        CloudWatchMetrics: [
          {
            Namespace: 'Throughline',
            Dimensions: [['provider']],
            Metrics: [{ Name: 'Quarantined', Unit: 'Count' }],
          },
        ],
      },
    });
  });

  it('may have no dimension', async () => {
    const [line] = await writtenBy(() => count('StubWritten'));
    expect(line).toMatchObject({ StubWritten: 1, _aws: { CloudWatchMetrics: [{ Dimensions: [[]] }] } });
  });
});

describe('a log line', () => {
  it('is JSON with its level, its time and its fields', async () => {
    const lines = await writtenBy(() => {
      log.info('started');
      log.warn('odd', { provider: 'sms/twilio' });
      log.error('broken', { status: 500 });
    });
    expect(lines).toMatchObject([
      { level: 'INFO', message: 'started' },
      { level: 'WARN', message: 'odd', provider: 'sms/twilio' },
      { level: 'ERROR', message: 'broken', status: 500 },
    ]);
    for (const { timestamp } of lines) expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });
});

describe('what is logged of an error', () => {
  it('is the message of our own errors and of AWS', () => {
    const throttled = Object.assign(new Error('Rate exceeded'), { $metadata: { requestId: 'r-1' } });
    const unanswered = Object.assign(new Error('socket hang up'), { $metadata: { attempts: 3 } });
    expect(errorFields(new ConfigurationError('Set X'))).toMatchObject({
      error: 'ConfigurationError',
      reason: 'Set X',
    });
    expect(errorFields(throttled)).toMatchObject({ reason: 'Rate exceeded', awsRequestId: 'r-1' });
    expect(errorFields(unanswered)).toMatchObject({ reason: 'socket hang up', awsRequestId: 'none' });
  });

  it('is never the message of another error, which may quote what a customer wrote', () => {
    const quoting = new SyntaxError('Unexpected token "my pin is 1234"\nis not JSON');
    const fields = errorFields(quoting);
    expect(JSON.stringify(fields)).not.toContain('1234');
    expect(fields).toMatchObject({ error: 'SyntaxError', at: expect.stringContaining('telemetry.test') });
    const framed = new SyntaxError('Unexpected token\n    at my pin is 1234\n    at 1234');
    expect(JSON.stringify(errorFields(framed))).not.toContain('1234');
    framed.message = 'another';
    expect(errorFields(framed).at).toBe('');
    expect(errorFields('my pin is 1234')).toEqual({ error: 'string' });
    expect(errorFields(Object.assign(new Error('x'), { $metadata: null })).reason).toBeUndefined();
  });
});
