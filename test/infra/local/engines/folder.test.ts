import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClock } from '../../../../infra/local/engines/clock.ts';
import { dynoxideBinary } from '../../../../infra/local/engines/dynamodb/dynoxide-binary.ts';
import { startEngines } from '../../../../infra/local/engines/start-engines.ts';
import { openEngines, region, removeFolder, temporaryFolder } from './engine-fixture.ts';
import { makeTable } from './table-fixture.ts';

const folders: string[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const folder of folders.splice(0)) removeFolder(folder);
});
function folderForTest(): string {
  const folder = temporaryFolder();
  folders.push(folder);
  return folder;
}

describe('the data folder', () => {
  it('belongs to one host at a time, and the second one is told who has it', async () => {
    const folder = folderForTest();
    const first = await openEngines(folder);
    const second = startEngines({ dataFolder: folder, clock: createClock(), region });
    await expect(second).rejects.toThrow(`process ${process.pid}`);
    await first.close();
    await (await openEngines(folder)).close();
  });

  it('with a pid file of some other process leaves that process alone', async () => {
    const folder = folderForTest();
    writeFileSync(join(folder, 'dynamodb.pid'), String(process.ppid));
    await (await openEngines(folder)).close();
    expect(process.kill(process.ppid, 0)).toBe(true);
  });

  it('is free again after a start that failed', async () => {
    const folder = folderForTest();
    writeFileSync(join(folder, 'messaging'), 'a file where a folder should be');
    await expect(openEngines(folder)).rejects.toThrow(/EEXIST/);
    removeFolder(join(folder, 'messaging'));
    await (await openEngines(folder)).close();
  });
});

describe('stop', () => {
  it('ends the DynamoDB process', async () => {
    const folder = folderForTest();
    const fixture = await openEngines(folder);
    await fixture.close();
    await expect(fetch(fixture.engines.dynamodb)).rejects.toThrow();
    expect(existsSync(join(folder, 'dynamodb.pid'))).toBe(false);
  });
});

describe('LOCAL_DYNAMODB_ENDPOINT', () => {
  it('is used instead of an engine of our own', async () => {
    const theirs = await openEngines(folderForTest());
    await makeTable(theirs.dynamodb, 'theirs');
    vi.stubEnv('LOCAL_DYNAMODB_ENDPOINT', theirs.engines.dynamodb);
    const folder = folderForTest();
    const ours = await openEngines(folder);
    expect(ours.engines.dynamodb).toBe(theirs.engines.dynamodb);
    expect(existsSync(join(folder, 'dynamodb.db'))).toBe(false);
    await ours.close();
    expect((await fetch(theirs.engines.dynamodb)).ok).toBe(true);
    await theirs.close();
  });
});

describe('a platform without the DynamoDB engine', () => {
  it('is told what to install', () => {
    const where = () => dynoxideBinary('sunos', 'sparc');
    expect(where).toThrow('@dynoxide/sunos-sparc');
    expect(where).toThrow('LOCAL_DYNAMODB_ENDPOINT');
  });
});
