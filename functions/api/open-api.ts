import * as z from 'zod';
import { PROBLEM_TYPE, type ProblemName, problems } from './problems.ts';
import { noBody } from './request-body.ts';
import type { Method, Route } from './route.ts';
import { routes } from './routes.ts';
import { problemView } from './views/problem.ts';

export const OPEN_API_PATH = '/v1/openapi.json';

const referenceTo = (id: string) => `#/components/schemas/${id}`;

const options = {
  io: 'input',
  unrepresentable: 'any',
  uri: referenceTo,
  override({ jsonSchema }: { jsonSchema: { format?: string; pattern?: string } }) {
    // The pattern says in three hundred characters what the format says in two words.
    if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
  },
} as const;

/** Every view by its id: a name that schemas refer to. */
function componentSchemas() {
  const { schemas } = z.toJSONSchema(z.globalRegistry, options);
  const own = Object.entries(schemas).map(([id, { $schema: _dialect, $id: _id, ...schema }]) => [id, schema]);
  return Object.fromEntries(own);
}

/** Throws for a view or body without an id in its `meta`. */
function reference(view: z.ZodType) {
  return { schema: { $ref: referenceTo(z.string().parse(z.globalRegistry.get(view)?.id)) } };
}

const FAILURES = [
  'invalid-request',
  'unauthorized',
  'not-found',
  'conflict',
  'internal',
  'unavailable',
] as const;

function problem(name: ProblemName) {
  const { status, title } = problems[name];
  const content = { 'application/problem+json': reference(problemView) };
  return { [status]: { description: `${title} (${PROBLEM_TYPE}${name})`, content } };
}

function queryParameters(query: z.ZodObject) {
  const { properties = {}, required = [] } = z.toJSONSchema(query, options);
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...schema } = z.looseObject({ description: z.string().optional() }).parse(property);
    return { name, in: 'query', required: required.includes(name), description, schema };
  });
}

function requestBodyOf(body: z.ZodType) {
  if (body === noBody) return {};
  return {
    requestBody: { required: !body.safeParse({}).success, content: { 'application/json': reference(body) } },
  };
}

function operation({ path, summary, query, body, status, view }: Route) {
  const id = path.includes('{id}')
    ? [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }]
    : [];
  const success = { description: summary, content: { 'application/json': reference(view) } };
  const writing = body === noBody ? [] : (['too-large'] as const);
  const failures = [...FAILURES, ...writing];
  return {
    summary,
    parameters: [...id, ...queryParameters(query)],
    ...requestBodyOf(body),
    responses: Object.assign({ [status]: success }, ...failures.map(problem)),
  };
}

function paths() {
  const found: Record<string, Partial<Record<Lowercase<Method>, ReturnType<typeof operation>>>> = {};
  for (const route of routes)
    found[route.path] = { ...found[route.path], [route.method.toLowerCase()]: operation(route) };
  return found;
}

/** The API described by OpenAPI 3.1, made of the same schemas that check requests and answers. */
export function openApiDocument() {
  return {
    openapi: '3.1.0',
    info: { title: 'Throughline', version: '1', description: 'One journey per customer, over all channels.' },
    security: [{ token: [] }],
    paths: paths(),
    components: {
      schemas: componentSchemas(),
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  };
}
