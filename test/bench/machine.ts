import { cpus, loadavg, platform, release, totalmem } from 'node:os';

/** What this ran on, and how busy it was with other work: the load over the last minute when it began. */
export function machine(): string[] {
  const [cpu] = cpus();
  const [load = 0] = loadavg();
  return [
    `CPU: ${cpu?.model ?? 'unknown'}, ${cpus().length} cores`,
    `Memory: ${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
    `System: ${platform()} ${release().split('-')[0]}, ${process.arch}`,
    `Node.js: ${process.versions.node}`,
    `Date: ${new Date().toISOString().slice(0, 10)}`,
    `Load before it began: ${load.toFixed(1)} (more than the cores means that others worked here too)`,
  ];
}
