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

/** A journey is complete when every entry is there and the last thing said of each has arrived. */
function isComplete(journey: Journey | undefined, entries: number): journey is Journey {
  if (journey === undefined || journey.entries.length < entries) return false;
  return journey.entries.every(
    ({ interaction, direction, progress }) =>
      (interaction?.kind !== 'call' ||
        (progress.transcriptions.length > 0 && progress.call?.state === 'completed')) &&
      (direction === 'inbound' || progress.status === 'read'),
  );
}

async function awaitJourney(url: string, identity: string, from: string, entries: number): Promise<Journey> {
  for (let waited = 0; waited < PATIENCE_MS; waited += 100) {
    const journey = await readJourney(url, identity, from);
    if (isComplete(journey, entries)) return journey;
    await wait(100);
  }
  throw new Error('The journey did not become complete in time: see the logs of npm start.');
}

async function demo(): Promise<void> {
  const running = readRunning(DATA_FOLDER);
  const now = Date.now();
  const from = new Date(now - 2 * 60 * 60_000).toISOString();
  const steps = story(running, { url: running.url, secrets: developmentSecrets() }, now.toString(16), now);
  const read = async () => [
    await awaitJourney(running.url, `phone:${customer.phone}`, from, PHONE_ENTRIES),
    await awaitJourney(running.url, `email:${customer.email}`, from, MAIL_ENTRIES),
  ];

  console.log(`One customer, four channels, against ${running.url}\n`);
  await play(steps);
  const journeys = await read();
  console.log(`\nWhat the API says now:\n\n${journeys.flatMap(timeline).join('\n')}`);
  console.log(
    'WhatsApp, SMS and voice met in one phone number, so they are one person and one conversation.\n' +
      'The mail stays apart: an address alone is no proof of who writes. The card number never reached the queue.\n',
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
