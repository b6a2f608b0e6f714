import { describe, expect, it } from 'vitest';
import { ConfigurationError, DeliveryError } from '../../functions/errors.ts';
import { isEngineTrouble, retryDelay } from '../../functions/router/failure-policy.ts';

const thrown = (fields: object) => Object.assign(new Error('made up'), fields);

describe('engine trouble', () => {
  it.each([
    [
      'a throttle',
      thrown({ name: 'ThrottlingException', $fault: 'client', $metadata: { httpStatusCode: 400 } }),
    ],
    ['a throughput limit', thrown({ name: 'ProvisionedThroughputExceededException' })],
    ['a server fault', thrown({ name: 'InternalServerError', $fault: 'server' })],
    ['an answer 503 without a name', thrown({ $metadata: { httpStatusCode: 503 } })],
    ['a time-out', thrown({ name: 'TimeoutError' })],
    ['a reset connection', thrown({ code: 'ECONNRESET' })],
    ['a name that does not resolve', thrown({ code: 'EAI_AGAIN' })],
    [
      'a conflict of transactions',
      thrown({
        name: 'TransactionCanceledException',
        CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
      }),
    ],
    ['what says itself that it can be tried again', new DeliveryError('busy', { retryable: true })],
  ])('is %s', (_, error) => expect(isEngineTrouble(error)).toBe(true));

  it.each([
    ['a bug', new TypeError('x is not a function')],
    ['a wrong set-up', new ConfigurationError('set it')],
    [
      'a refused request',
      thrown({ name: 'ValidationException', $fault: 'client', $metadata: { httpStatusCode: 400 } }),
    ],
    [
      'a condition of a transaction',
      thrown({ name: 'TransactionCanceledException', CancellationReasons: [{ Code: 'ValidationError' }] }),
    ],
    ['what says itself that it can not', new DeliveryError('refused', { retryable: false })],
    ['no error at all', 'text'],
  ])('is not %s', (_, error) => expect(isEngineTrouble(error)).toBe(false));
});

describe('the delay of a retry', () => {
  it('doubles with each receive and ends at 15 minutes', () => {
    expect([1, 2, 3, 9, 10, 50, 5000].map((receives) => retryDelay(receives, 2))).toEqual([
      2, 4, 8, 512, 900, 900, 900,
    ]);
  });
});
