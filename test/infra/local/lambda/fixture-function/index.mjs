let ticks = 0;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const modes = {
  echo: (event) => event,
  nothing: () => undefined,
  environment: () => ({ ...process.env }),
  pid: () => process.pid,
  async sleep({ ms }) {
    await sleep(ms);
    return 'awake';
  },
  throw() {
    throw new TypeError('as asked');
  },
  exit: () => process.exit(3),
  large: ({ bytes }) => 'x'.repeat(bytes - 2),
  async unbundled() {
    return import('zod').then(
      () => 'found',
      (error) => error.code,
    );
  },
  sdk: async () => Object.keys(await import('@aws-sdk/client-sqs')).includes('SQSClient'),
  startTicking() {
    setInterval(() => {
      ticks += 1;
    }, 5);
    return ticks;
  },
  ticks: () => ticks,
  time: (_event, context) => ({
    now: Date.now(),
    year: new Date().getUTCFullYear(),
    text: Date(),
    parsed: new Date('2020-02-03T04:05:06Z').toISOString(),
    isDate: new Date() instanceof Date,
    remainingMs: context.getRemainingTimeInMillis(),
  }),
};

export const handler = async (event, context) => {
  console.log(`mode ${event.mode}`);
  return modes[event.mode](event, context);
};

export const broken = 'no function';
