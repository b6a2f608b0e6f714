// npm run demo: one customer, four channels. Plays real signed deliveries against the running stack, then reads the
// journey back from the API, then delivers everything a second time to show that nothing changes.
import { setTimeout as wait } from 'node:timers/promises';
import { developmentSecrets } from './deliver/settings.ts';
import { customer } from './demo/customer.ts';
import { type Journey, readJourney } from './demo/journey.ts';
import { type Step, story } from './demo/story.ts';
import { timeline } from './demo/timeline.ts';
import { DATA_FOLDER, readRunning } from './running.ts';

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

async function demo(): Promise<void> {
  const running = readRunning(DATA_FOLDER);
  const now = Date.now() + running.clockOffsetMs;
  const telling = {
    url: running.url,
    from: new Date(now - 2 * 60 * 60_000).toISOString(),
    run: now.toString(16),
  };
  const steps = story(running, { url: running.url, secrets: developmentSecrets() }, telling.run, now);
  const read = async () => [
    await awaitJourney(telling, `phone:${customer.phone}`, PHONE_ENTRIES),
    await awaitJourney(telling, `email:${customer.email}`, MAIL_ENTRIES),
  ];

  console.log(`One customer, four channels, against ${running.url}\n`);
  await play(steps);
  const journeys = await read();
  const told = journeys.map((journey) => onlyThis(journey, telling.run));
  console.log(`\nWhat the API says now:\n\n${told.flatMap(timeline).join('\n')}`);
  console.log(
    'WhatsApp, SMS and voice met in one phone number, so they are one person and one conversation.\n' +
      'The mail stays apart: a name is no proof that the two are one. The card number never reached the queue.\n',
  );

  console.log('The same deliveries once more, as providers do:\n');
  await play(steps);
  await wait(2_000);
  const again = await read();
  const isSame = JSON.stringify(again) === JSON.stringify(journeys);
  console.log(
    isSame
      ? '\nNothing changed: the journey is the same to the byte.'
      : '\nThe journey changed. That is a bug: please report it.',
  );
  if (!isSame) process.exitCode = 1;
}

try {
  await demo();
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
