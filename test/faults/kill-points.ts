import { setTimeout as sleep } from 'node:timers/promises';
import type { Call, OnCall } from '../../infra/local/aws/call.ts';
import type { Owners } from './owners.ts';
import type { Person } from './people.ts';
import { inPool } from './pool.ts';
import { settle } from './settle.ts';
import { type Line, lineNames, stepsOf } from './story.ts';
import type { Throughline } from './throughline.ts';

/** Somebody who has come to a step of a line, and no further. */
export interface Place {
  line: Line;
  step: number;
  person: Person;
}

/** One AWS call of an undisturbed story. */
export interface Seen {
  line: Line;
  step: number;
  action: string;
  /** The function that makes it. */
  caller: string;
  /** A function that starts anew reads its secret and the brand's settings, whoever is delivered. */
  isOwn: boolean;
}

/** Somebody of its own, in whose story a function dies. */
export interface KillPoint extends Seen, Place {
  /** Counted from 0 among the calls of this step, a function's own apart. */
  nth: number;
  when: 'before' | 'after';
}

const WIDTH = 6;
const isOurs = ({ principal }: Call) => principal !== 'operator';
const textOf = ({ resources, body }: Call) => JSON.stringify([resources, body]);
const callerOf = ({ principal }: Call) => principal.split('/').at(-1) ?? '';
const isOwnCall = (call: Call) => call.service === 'secretsmanager' || textOf(call).includes('SETTINGS#');

/**
 * Takes everybody to their place undisturbed, and notes every AWS call that the functions make for the one who goes
 * furthest in a line. A prelude's do not count.
 */
export async function watch({ stack, deliver }: Throughline, heroes: readonly Place[], at: number) {
  const seen: Seen[] = [];
  for (const line of lineNames) {
    for (const [step, { delivery, isPrelude }] of stepsOf(line).entries()) {
      const [furthest, ...others] = heroes
        .filter((hero) => hero.line === line && hero.step >= step)
        .reverse();
      stack.awsEndpoint.setOnCall((call) => {
        const isOwn = isOwnCall(call);
        const { action } = call;
        if (isOurs(call) && (isOwn || !isPrelude))
          seen.push({ line, step, action, caller: callerOf(call), isOwn });
        return undefined;
      });
      if (furthest !== undefined) await deliver(delivery(furthest.person, at));
      await settle(stack);
      stack.awsEndpoint.setOnCall(undefined);
      for (const { person } of others) await deliver(delivery(person, at));
      await settle(stack);
    }
  }
  return seen;
}

/** Two for each call, each with the next person. Throws when there are too few people. */
export function killPointsOf(seen: readonly Seen[], everyone: readonly Person[]): KillPoint[] {
  const left = everyone.values();
  return seen.flatMap((call, index) => {
    const alike = ({ line, step, isOwn }: Seen) =>
      line === call.line && step === call.step && isOwn === call.isOwn;
    const nth = seen.slice(0, index).filter(alike).length;
    return (['before', 'after'] as const).map((when) => {
      const { value: person } = left.next();
      if (person === undefined) throw new Error('There are more kill points than people.');
      return { ...call, nth, when, person };
    });
  });
}

/** The next event of the function finds none of its processes alive. */
async function endSandboxes({ stack }: Throughline, caller: string): Promise<void> {
  const [fn] = stack.model.functions.filter(({ name }) => name === caller);
  if (fn === undefined) throw new Error(`There is no function ${caller}`);
  const host = stack.function(fn.logicalId);
  host.kill();
  while (host.inspect().sandboxes.length > 0) await sleep(5);
}

async function deliverStep({ deliver }: Throughline, { line, person }: KillPoint, step: number, at: number) {
  const delivery = stepsOf(line)[step]?.delivery(person, at);
  if (delivery !== undefined) await deliver(delivery);
}

/** Kills functions while they read what is their own, one after the other. Resolves to the points that came to pass. */
export async function killAtOwnCalls(throughline: Throughline, points: readonly KillPoint[], at: number) {
  const { stack } = throughline;
  const came: KillPoint[] = [];
  for (const point of points) {
    for (let step = 0; step < point.step; step += 1) await deliverStep(throughline, point, step, at);
    await settle(stack);
    await endSandboxes(throughline, point.caller);
    stack.awsEndpoint.setOnCall((call) => {
      const isThisOne = isOwnCall(call) && call.action === point.action && callerOf(call) === point.caller;
      if (!isThisOne || came.includes(point)) return undefined;
      came.push(point);
      return { kind: 'kill', when: point.when };
    });
    await deliverStep(throughline, point, point.step, at);
    await settle(stack);
    stack.awsEndpoint.setOnCall(undefined);
  }
  return came;
}

/** Kills at the `nth` call for a person, once. */
function killer(armed: ReadonlyMap<Person, KillPoint>, came: KillPoint[], ownerOf: Owners): OnCall {
  const counts = new Map<KillPoint, number>();
  return (call) => {
    const owner = isOurs(call) ? ownerOf(textOf(call)) : undefined;
    const point = owner && armed.get(owner);
    if (point === undefined) return undefined;
    const count = counts.get(point) ?? 0;
    counts.set(point, count + 1);
    if (count !== point.nth) return undefined;
    came.push(point);
    return { kind: 'kill', when: point.when };
  };
}

/**
 * Plays all lines side by side, step by step, each person up to the step in which a function dies at their call.
 * Resolves to the points that came to pass.
 */
export async function killAtCalls(
  throughline: Throughline,
  points: readonly KillPoint[],
  at: number,
  ownerOf: Owners,
): Promise<KillPoint[]> {
  const { stack } = throughline;
  const came: KillPoint[] = [];
  const last = Math.max(...points.map(({ step }) => step));
  for (let step = 0; step <= last; step += 1) {
    const due = points.filter((point) => point.step >= step);
    const armed = due.filter((point) => point.step === step).map((point) => [point.person, point] as const);
    stack.awsEndpoint.setOnCall(killer(new Map(armed), came, ownerOf));
    await inPool(due, WIDTH, (point) => deliverStep(throughline, point, step, at));
    await settle(stack);
  }
  stack.awsEndpoint.setOnCall(undefined);
  return came;
}

/**
 * What a provider does that got no answer, and once more for those that did: everything up to each point's step.
 * Resolves to the statuses.
 */
export async function deliverAllAgain(throughline: Throughline, points: readonly KillPoint[], at: number) {
  const statuses = new Set<number>();
  await inPool(points, WIDTH, async ({ line, step, person }) => {
    for (const { delivery } of stepsOf(line).slice(0, step + 1))
      statuses.add(await throughline.deliver(delivery(person, at)));
  });
  await settle(throughline.stack);
  return statuses;
}
