import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Who may import what (docs/architecture.md). A room may always import itself; `*.lambda.ts` files are
 * the composition roots of their room and may also reach what their row in `lambdaMayImport` names.
 */
const language = ['functions/interaction', 'functions/errors'];
const leaves = ['functions/signatures', 'functions/text', 'functions/secrets', 'functions/telemetry'];
const domain = [
  'functions/identity',
  'functions/conversation',
  'functions/context',
  'functions/routing',
  'functions/reporting',
  'functions/drafts',
];
const everythingBelow = [
  ...language,
  ...leaves,
  ...domain,
  'functions/store',
  'functions/channels',
  'functions/queue',
];

const mayImport: Record<string, readonly string[]> = {
  'functions/interaction': ['functions/errors'],
  'functions/errors': [],
  'functions/signatures': language,
  'functions/text': language,
  'functions/secrets': language,
  'functions/telemetry': language,
  'functions/store': language,
  'functions/queue': [...language, 'functions/text', 'functions/telemetry'],
  'functions/channels': [...language, 'functions/signatures', 'functions/text'],
  'functions/identity': [...language, 'functions/store', 'functions/text'],
  'functions/conversation': [...language, 'functions/store', 'functions/identity'],
  'functions/context': [...language, 'functions/store', 'functions/identity', 'functions/text'],
  'functions/routing': [...language, 'functions/store', 'functions/text'],
  'functions/drafts': [...language, 'functions/text'],
  'functions/reporting': [...language, 'functions/store', 'functions/context', 'functions/text'],
  'functions/intake': everythingBelow,
  'functions/router': everythingBelow,
  'functions/api': everythingBelow,
  'functions/timers': everythingBelow,
  'functions/changes': everythingBelow,
};

interface Import {
  from: string;
  to: string;
}

const STATEMENT =
  /^\s*(?:import|export)\s[^'"]*?from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/gm;

function modulesIn(source: string): string[] {
  return [...source.matchAll(STATEMENT)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

function importsOf(file: string): Import[] {
  return modulesIn(readFileSync(file, 'utf8')).map((module) => ({
    from: file,
    to: module.startsWith('.') ? normalize(join(dirname(file), module)) : module,
  }));
}

function roomOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  return `${top}/${second.replace(/\.ts$/, '')}`;
}

/** `functions/channels/<channel>/<provider>` of a file inside a provider's folder. */
function providerOf(path: string): string | undefined {
  return /^functions\/channels\/[^/]+\/[^/]+(?=\/)/.exec(path)?.[0];
}

const sources = globSync('functions/**/*.ts').sort();
const imports = sources.flatMap(importsOf);
const ours = imports.filter(({ to }) => to.startsWith('functions/') || to.startsWith('infra/'));
const isLambda = (file: string) => file.endsWith('.lambda.ts');

describe('who may import what', () => {
  it('reads static, side-effect and dynamic imports', () => {
    const source =
      "import a from './a.ts';\nimport './b.ts';\nexport { c } from './c.ts';\nawait import('./d.ts');\nimport type {\n  E,\n} from './e.ts';";
    expect(modulesIn(source).sort()).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts', './e.ts']);
  });

  it('sees the whole source tree', () => {
    expect(sources.length).toBeGreaterThan(10);
    expect(imports.length).toBeGreaterThan(sources.length);
  });

  it('every room of functions/ has a row in the table', () => {
    expect([...new Set(sources.map(roomOf))].filter((room) => !(room in mayImport))).toEqual([]);
  });

  it('keeps to the table', () => {
    const breaches = ours.filter(({ from, to }) => {
      if (isLambda(from) || roomOf(from) === roomOf(to)) return false;
      return !mayImport[roomOf(from)]?.includes(roomOf(to));
    });
    expect(breaches).toEqual([]);
  });

  it('a provider never imports another provider', () => {
    const breaches = ours.filter(({ from, to }) => {
      const [own, other] = [providerOf(from), providerOf(to)];
      return own !== undefined && other !== undefined && own !== other;
    });
    expect(breaches).toEqual([]);
  });

  it('product code never imports infra or test', () => {
    expect(imports.filter(({ to }) => /^(infra|test)\//.test(to))).toEqual([]);
  });

  it('only *.lambda.ts reads process.env', () => {
    const readers = sources.filter(
      (file) => !isLambda(file) && readFileSync(file, 'utf8').includes('process.env'),
    );
    expect(readers).toEqual([]);
  });

  it('only the store, and the lambdas that build clients, know DynamoDB', () => {
    const users = imports.filter(({ to }) => to.includes('client-dynamodb')).map(({ from }) => from);
    expect(users.filter((file) => !isLambda(file) && roomOf(file) !== 'functions/store')).toEqual([]);
  });

  it('a phone library never reaches a webhook', () => {
    const users = imports
      .filter(({ to }) => to.startsWith('libphonenumber-js'))
      .map(({ from }) => roomOf(from));
    expect(
      users.filter((room) => !['functions/identity', 'functions/router', 'functions/api'].includes(room)),
    ).toEqual([]);
  });
});

describe('the house', () => {
  const drawers = /\/(utils?|helpers?|common|shared|lib|services?|types|misc)(\/|\.)/;

  it('has no drawers', () => {
    expect(globSync('{functions,infra,test}/**/*.ts').filter((file) => drawers.test(file))).toEqual([]);
  });

  it('has no file above 250 lines', () => {
    const long = globSync('{functions,infra}/**/*.ts').filter(
      (file) => readFileSync(file, 'utf8').split('\n').length > 251,
    );
    expect(long).toEqual([]);
  });
});
