// npm run demo: two customers. Plays real signed deliveries against the running stack, reads the journeys back from the
// API, shows why people were joined and undoes it, then delivers everything again to show that nothing changes.
import { setTimeout as wait } from 'node:timers/promises';
import { developmentSecrets } from './deliver/settings.ts';
import { customer } from './demo/customer.ts';
import { type HandedOver, handedOver, type Person, personOf } from './demo/handed-over.ts';
import { type Journey, readJourney } from './demo/journey.ts';
import { type Step, story } from './demo/story.ts';
import { timeline } from './demo/timeline.ts';
import { evidence, portrait, readLinks, undoMerge } from './demo/who-is-who.ts';
import { failureOf } from './http/failure-of.ts';
import { DATA_FOLDER, type Running, readRunning } from './running.ts';

const PHONE_ENTRIES = 4;
const MAIL_ENTRIES = 1;
const PATIENCE_MS = 20_000;

async function play(steps: readonly Step[]): Promise<void> {
  for (const [index, step] of steps.entries()) {
    process.stdout.write(`  ${index + 1}/${steps.length}  ${step.title} … `);
    const began = performance.now();
    await step.play();
    console.log(`accepted in ${Math.round(performance.now() - began)} ms`);
  }
}

/** This telling is complete when all its entries are there and the last thing said of each has arrived. */
function isComplete(journey: Journey | undefined, run: string, entries: number): journey is Journey {
  const told = journey?.entries.filter(({ interactionId }) => interactionId.includes(run)) ?? [];
  if (told.length < entries) return false;
  return told.every(
    ({ interaction, direction, progress }) =>
      (interaction?.kind !== 'call' ||
        (progress.transcriptions.length > 0 && progress.call?.state === 'completed')) &&
      (direction === 'inbound' || progress.status === 'read'),
  );
}

/** A journey without what earlier tellings left in it. */
function onlyThis(journey: Journey, run: string): Journey {
  return { ...journey, entries: journey.entries.filter(({ interactionId }) => interactionId.includes(run)) };
}

interface Telling {
  url: string;
  /** Nothing older is read. */
  from: string;
  /** What marks the ids of this telling. */
  run: string;
}

async function awaitJourney(
  { url, from, run }: Telling,
  identity: string,
  entries: number,
): Promise<Journey> {
  for (let waited = 0; waited < PATIENCE_MS; waited += 100) {
    const journey = await readJourney(url, identity, from);
    if (isComplete(journey, run, entries)) return journey;
    await wait(100);
  }
  throw new Error('The journey did not become complete in time: see the logs of npm start.');
}

/** The first story: four channels meet in one number, and the mail stays apart. */
async function tellFirst(running: Running, telling: Telling, steps: readonly Step[]) {
  const read = async () => [
    await awaitJourney(telling, `phone:${customer.phone}`, PHONE_ENTRIES),
    await awaitJourney(telling, `email:${customer.email}`, MAIL_ENTRIES),
  ];
  console.log(`One customer, four channels, against ${running.url}\n`);
  await play(steps);
  const told = (await read()).map((journey) => onlyThis(journey, telling.run));
  console.log(`\nWhat the API says now:\n\n${told.flatMap(timeline).join('\n')}`);
  console.log(
    'WhatsApp, SMS and voice met in one phone number, so they are one person and one conversation.\n' +
      'The mail stays apart: a name is no proof that the two are one. The card number never reached the queue.\n',
  );
  return read;
}

/** The second story: one conversation from a comment to a call, by evidence that can be taken back. */
async function tellSecond({ url, from, run }: Telling, { steps, shownBefore }: HandedOver, person: Person) {
  const read = async () => {
    const identities = [`messenger:${person.page}:${person.account}`, `phone:${person.phone}`];
    const journeys = await Promise.all(identities.map((identity) => readJourney(url, identity, from)));
    return journeys.filter((journey) => journey !== undefined).map((journey) => onlyThis(journey, run));
  };
  console.log('Another one: from a comment to a call, without saying anything twice\n');
  await play(steps);
  const [whole, byPhone] = await read();
  if (whole === undefined || whole.customer.customerId !== byPhone?.customer.customerId)
    throw new Error('The call did not join the one who wrote: see the logs of npm start.');
  console.log(`\nWhat the API says now:\n\n${timeline(whole).join('\n')}`);
  const { why = '', turn1 = '' } = shownBefore();
  console.log(`Before the phone rang the agent could read:\n  why    ${why}\n  turn1  ${turn1}\n`);
  const links = (await readLinks(url, whole.customer.customerId)).filter(({ source }) =>
    source?.includes(run),
  );
  console.log(`Why these are one person:\n${evidence(links, [whole]).join('\n')}\n`);
  const wrong = links.find(({ reason }) => reason === 'code');
  if (wrong === undefined) throw new Error('Nothing says why the call is his.');
  console.log('Suppose it was a colleague who called with his code: the merge is undone.\n');
  await undoMerge(url, wrong, 'It was his colleague who called.');
  const parted = await read();
  console.log(`${parted.flatMap(portrait).join('\n')}\n`);
  const known = await readLinks(url, whole.customer.customerId);
  const kept = known.filter(({ linkId }) => linkId === wrong.linkId);
  console.log(`Each entry went back to whom it came in on. The evidence stays, and joins them no more:`);
  console.log(`${evidence(kept, parted).join('\n')}\n`);
  return read;
}

async function demo(): Promise<void> {
  const running = readRunning(DATA_FOLDER);
  const now = Date.now() + running.clockOffsetMs;
  const { url } = running;
  const telling = { url, from: new Date(now - 2 * 60 * 60_000).toISOString(), run: now.toString(16) };
  const as = { url, secrets: developmentSecrets() };
  const steps = story(running, as, telling.run, now);
  const person = personOf(as, telling.run);
  const second = handedOver({ as, run: telling.run, now }, person);
  const readers = [await tellFirst(running, telling, steps), await tellSecond(telling, second, person)];
  const read = async () => JSON.stringify(await Promise.all(readers.map((each) => each())));

  const before = await read();
  console.log('The same deliveries once more, as providers do:\n');
  await play([...steps, ...second.steps]);
  await wait(2_000);
  const isSame = (await read()) === before;
  console.log(
    isSame
      ? '\nNothing changed: the journeys are the same to the byte.'
      : '\nA journey changed. That is a bug: please report it.',
  );
  if (!isSame) process.exitCode = 1;
}

try {
  await demo();
} catch (error) {
  console.error(`\n${failureOf(error)}`);
  process.exitCode = 1;
}
