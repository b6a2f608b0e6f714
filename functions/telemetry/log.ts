export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

type Level = 'INFO' | 'WARN' | 'ERROR';

function write(level: Level, message: string, fields: LogFields): void {
  const line = { level, message, timestamp: new Date().toISOString(), ...fields };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Structured log lines. Fields never carry customer text, addresses, secrets, signatures or bodies. */
export const log = {
  info: (message: string, fields: LogFields = {}) => write('INFO', message, fields),
  warn: (message: string, fields: LogFields = {}) => write('WARN', message, fields),
  error: (message: string, fields: LogFields = {}) => write('ERROR', message, fields),
};
