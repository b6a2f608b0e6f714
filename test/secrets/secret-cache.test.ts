import { beforeEach, describe, expect, it } from 'vitest';
import { type SecretCache, secretCache } from '../../functions/secrets/secret-cache.ts';

let time: number;
let reads: number;
let broken: boolean;
let cache: SecretCache<number>;

beforeEach(() => {
  time = Date.parse('2026-03-04T00:00:00Z');
  reads = 0;
  broken = false;
  cache = secretCache(
    async () => {
      reads += 1;
      if (broken) throw new Error('no secret');
      return reads;
    },
    () => time,
  );
});

describe('a cached secret', () => {
  it('is read once a minute', async () => {
    expect(await cache.current()).toBe(1);
    time += 59_999;
    expect(await cache.current()).toBe(1);
    time += 1;
    expect(await cache.current()).toBe(2);
  });

  it('is renewed on demand, but not within five seconds of being read', async () => {
    await cache.current();
    time += 4_999;
    expect(await cache.renewed()).toBeUndefined();
    time += 1;
    expect(await cache.renewed()).toBe(2);
    expect(await cache.renewed()).toBeUndefined();
    expect(await cache.current()).toBe(2);
    expect(reads).toBe(2);
  });

  it('is never kept when it could not be read', async () => {
    broken = true;
    await expect(cache.current()).rejects.toThrow('no secret');
    broken = false;
    expect(await cache.current()).toBe(2);
  });

  it('is read again when the clock was set back', async () => {
    await cache.current();
    time -= 3_600_000;
    expect(await cache.current()).toBe(2);
  });
});
