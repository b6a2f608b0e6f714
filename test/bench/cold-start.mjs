// One cold start, in a process of its own and in plain JavaScript, so that nothing but the bundle is loaded: imports
// it as Lambda does, hands it one event, and tells the parent the times in milliseconds.
process.once('message', async ({ file, event }) => {
  const began = performance.now();
  const usage = process.cpuUsage();
  const { handler } = await import(file);
  const imported = performance.now();
  const { user, system } = process.cpuUsage(usage);
  const answer = await handler(event, { awsRequestId: 'bench' });
  const answered = performance.now();
  const times = {
    importMs: imported - began,
    importCpuMs: (user + system) / 1000,
    answeredMs: answered - began,
  };
  process.send({ ...times, answer }, () => process.disconnect());
});
