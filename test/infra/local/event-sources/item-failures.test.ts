import { expect, test } from 'vitest';
import { reportedFailures } from '../../../../infra/local/event-sources/item-failures.ts';

const ids = ['a', 'b', 'c'];
const failure = (itemIdentifier: unknown) => ({ itemIdentifier });

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
test.each([
  ['no answer is success', null, []],
  ['an empty answer is success', {}, []],
  ['an empty list is success', { batchItemFailures: [] }, []],
  ['no list is success', { batchItemFailures: null }, []],
  ['reported items fail', { batchItemFailures: [failure('b'), failure('c')] }, ['b', 'c']],
  ['an unknown identifier fails all', { batchItemFailures: [failure('b'), failure('x')] }, ids],
  ['an empty identifier fails all', { batchItemFailures: [failure('')] }, ids],
  ['a null identifier fails all', { batchItemFailures: [failure(null)] }, ids],
  ['a wrong key fails all', { batchItemFailures: [{ messageId: 'a' }] }, ids],
  ['an answer that is no object fails all', 'done', ids],
])('%s', (_rule, answer, failed) => {
  expect([...reportedFailures(JSON.stringify(answer), ids)].sort()).toEqual(failed);
});
