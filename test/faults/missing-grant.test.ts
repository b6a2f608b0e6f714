import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { linkedCopy } from '../infra/linked-copy.ts';
import { throughlineTemplate } from '../infra/throughline-template.ts';
import { redrive } from './dead-letters.ts';
import { sms } from './deliveries.ts';
import { type Person, person } from './people.ts';
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
  linkedCopy(await throughlineTemplate({ isQuiet: true }), folder);
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

/** Fifteen minutes pass, twelve times: enough for every try that a group's messages get. */
async function threeHoursPass({ stack }: Throughline): Promise<void> {
  for (let quarter = 0; quarter < 12; quarter += 1) {
    await settleForNow(stack);
    stack.clock.set(stack.clock.offsetMs + A_QUARTER);
  }
  await settleForNow(stack);
}

const NAMES = ['one', 'two'];

describe('a deployment with a grant too few', { timeout: 120_000 }, () => {
  const [refused, kept, setAside] = [person(0), person(1), person(2)];
  const folder = mkdtempSync(join(tmpdir(), 'throughline-'));
  let running: Throughline | undefined;
  afterAll(async () => {
    await running?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Deploys again, over the same data. */
  async function deploy(template: string): Promise<Throughline> {
    const clockOffsetMs = running?.stack.clock.offsetMs ?? 0;
    await running?.stop();
    running = undefined;
    running = await startThroughline({ dataFolder: join(folder, 'data'), clockOffsetMs, template });
    return running;
  }

  const without = (action: string, role: string) =>
    templateWithout(action, role, mkdtempSync(join(folder, 'template-')));

  async function deliverAll({ deliver }: Throughline, someone: Person): Promise<void> {
    for (const name of NAMES) expect(await deliver(sms(someone, { name }))).toBe(200);
  }

  it('of a webhook refuses the delivery, and says why', async () => {
    const broken = await deploy(await without('sqs:SendMessage', 'SmsTwilioWebhook'));
    expect(await broken.deliver(sms(refused, { name: 'one' }))).toBe(500);
    await settle(broken.stack);
    expect((await readPerson(broken, refused.identities.phone)).entries).toEqual([]);
    const log = broken.logOf('SmsTwilioWebhook');
    expect(log).toContain('is not authorized to perform: sqs:sendmessage');
    expect(log).toContain('"IntakeFailure":1');
  });

  it('of the router, which so cannot even count what failed, leaves messages in the queue', async () => {
    const broken = await deploy(await without('dynamodb:UpdateItem', 'Router'));
    await deliverAll(broken, kept);
    await threeHoursPass(broken);
    expect((await readPerson(broken, kept.identities.phone)).entries).toEqual([]);
    expect(broken.logOf('Router')).toContain('is not authorized to perform: dynamodb:UpdateItem');
    const dead = (await broken.stack.engines.queues()).filter(({ name }) => name.includes('DeadLetters'));
    expect(dead.map(({ visible, inFlight }) => visible + inFlight)).toEqual([0, 0, 0]);
  });

  it('of the router, which cannot record, sets messages aside with the reason', async () => {
    const broken = await deploy(await without('dynamodb:PutItem', 'Router'));
    await deliverAll(broken, setAside);
    await threeHoursPass(broken);
    expect((await readPerson(broken, setAside.identities.phone)).entries).toEqual([]);
    expect(broken.logOf('Router')).toContain('is not authorized to perform: dynamodb:PutItem');
  });

  it('loses nothing: once all is granted, everything arrives', async () => {
    const whole = await deploy(await throughlineTemplate({ isQuiet: true }));
    const letters = await redrive(whole.stack);
    // What the one before left in the queue was set aside by the next.
    expect(letters).toHaveLength(2 * NAMES.length);
    for (const { attributes } of letters) expect(attributes.reason).toMatch(/^AccessDenied/);
    expect(await whole.deliver(sms(refused, { name: 'one' }))).toBe(200);
    await settle(whole.stack);
    const textsFrom = async (someone: Person) => textsOf(await readPerson(whole, someone.identities.phone));
    expect(await textsFrom(refused)).toEqual(['Text of one']);
    for (const someone of [kept, setAside])
      expect(await textsFrom(someone)).toEqual(NAMES.map((name) => `Text of ${name}`));
  });
});
