import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { throughlineTemplate } from '../infra/throughline-template.ts';
import { redrive } from './dead-letters.ts';
import { sms } from './deliveries.ts';
import { person } from './people.ts';
import { readPerson, textsOf } from './reads.ts';
import { settle, settleForNow } from './settle.ts';
import { startThroughline, type Throughline } from './throughline.ts';

const A_QUARTER = 15 * 60_000;

const policySchema = z.looseObject({
  Properties: z.looseObject({
    PolicyDocument: z.looseObject({
      Statement: z.array(z.looseObject({ Action: z.union([z.string(), z.array(z.string())]) })),
    }),
  }),
});
const templateSchema = z.looseObject({ Resources: z.record(z.string(), z.unknown()) });

/** Copies the deployment without one action of a role's policy, which must have had it. */
async function templateWithout(action: string, role: string, folder: string): Promise<string> {
  cpSync(await throughlineTemplate({ isQuiet: true }), folder, { recursive: true });
  const [file = ''] = globSync('*.template.json', { cwd: folder });
  const template = templateSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const name = Object.keys(template.Resources).find((id) => id.startsWith(`${role}RoleDefaultPolicy`)) ?? '';
  const policy = policySchema.parse(template.Resources[name]);
  const statements = policy.Properties.PolicyDocument.Statement;
  const has = statements.filter((statement) => [statement.Action].flat().includes(action));
  expect(has.length, `${name} has ${action}`).toBe(1);
  for (const statement of has)
    statement.Action = [statement.Action].flat().map((each) => (each === action ? 'none:Nothing' : each));
  template.Resources[name] = policy;
  writeFileSync(join(folder, file), JSON.stringify(template));
  return folder;
}

describe('a deployment with a grant too few', { timeout: 120_000 }, () => {
  let folder = '';
  let running: Throughline | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'throughline-'));
  });
  afterEach(async () => {
    await running?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(template?: string): Promise<Throughline> {
    const clockOffsetMs = running?.stack.clock.offsetMs ?? 0;
    await running?.stop();
    running = undefined;
    running = await startThroughline({
      dataFolder: join(folder, 'data'),
      clockOffsetMs,
      template: template ?? (await throughlineTemplate({ isQuiet: true })),
    });
    return running;
  }

  it('of a webhook refuses the delivery, says why, and takes it in once it is granted', async () => {
    const someone = person(0);
    const broken = await start(
      await templateWithout('sqs:SendMessage', 'SmsTwilioWebhook', join(folder, 'template')),
    );
    expect(await broken.deliver(sms(someone, { name: 'one' }))).toBe(500);
    await settle(broken.stack);
    expect((await readPerson(broken, someone.identities.phone)).entries).toEqual([]);
    const log = broken.logOf('SmsTwilioWebhook');
    expect(log).toContain('is not authorized to perform: sqs:sendmessage');
    expect(log).toContain('"IntakeFailure":1');

    const whole = await start();
    expect(await whole.deliver(sms(someone, { name: 'one' }))).toBe(200);
    await settle(whole.stack);
    expect(textsOf(await readPerson(whole, someone.identities.phone))).toEqual(['Text of one']);
  });

  // Without UpdateItem the router cannot even count what failed: its messages stay in the queue. Without PutItem
  // it sets them aside.
  it.each([
    { action: 'dynamodb:UpdateItem', setAside: 0 },
    { action: 'dynamodb:PutItem', setAside: 3 },
  ])(
    '$action of the router fails visibly, and what came in meanwhile arrives once it is granted',
    async ({ action, setAside }) => {
      const someone = person(0);
      const broken = await start(await templateWithout(action, 'Router', join(folder, 'template')));
      for (const name of ['one', 'two', 'three'])
        expect(await broken.deliver(sms(someone, { name }))).toBe(200);
      for (let quarter = 0; quarter < 16; quarter += 1) {
        await settleForNow(broken.stack);
        broken.stack.clock.set(broken.stack.clock.offsetMs + A_QUARTER);
      }
      await settleForNow(broken.stack);
      expect((await readPerson(broken, someone.identities.phone)).entries).toEqual([]);
      expect(broken.logOf('Router')).toContain(`is not authorized to perform: ${action}`);

      const whole = await start();
      const letters = await redrive(whole.stack);
      expect(letters).toHaveLength(setAside);
      for (const { attributes } of letters) expect(attributes.reason).toMatch(/^AccessDenied/);
      await settle(whole.stack);
      expect(textsOf(await readPerson(whole, someone.identities.phone))).toEqual(
        ['one', 'two', 'three'].map((name) => `Text of ${name}`),
      );
    },
  );
});
