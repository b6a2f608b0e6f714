import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../../infra/local/http/failure-of.ts';
import { readPort } from '../../../../infra/local/http/port.ts';

describe('PORT', () => {
  it.each([
    [undefined, 4080],
    ['0', 0],
    ['4081', 4081],
  ])('%s is port %i', async (text, port) => {
    expect(await readPort(text)).toBe(port);
  });

  it.each(['abc', '-1', '65536', '40.5'])('%s is none', async (text) => {
    await expect(readPort(text)).rejects.toThrow('PORT takes a number');
  });

  it.each(['4190', '6000', '10080'])('%s is one that no client calls', async (text) => {
    await expect(readPort(text)).rejects.toThrow(`Port ${text} is one that fetch and browsers refuse`);
  });
});

describe('a failure', () => {
  it('is told with what caused it', async () => {
    const told = (url: string) => fetch(url).then(String, failureOf);
    expect(await told('http://127.0.0.1:4190/')).toBe('fetch failed: bad port');
    expect(failureOf(new Error('a', { cause: new Error('b', { cause: 'c' }) }))).toBe('a: b: c');
    const unreachable = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' });
    expect(failureOf(new TypeError('fetch failed', { cause: unreachable }))).toBe(
      'fetch failed: ECONNREFUSED',
    );
  });
});
