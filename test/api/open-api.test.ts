import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../functions/api/open-api.ts';
import { routes } from '../../functions/api/routes.ts';
import { interactionSchema } from '../../functions/interaction/interaction.ts';

const document = openApiDocument();
const text = JSON.stringify(document);

describe('the description of the API', () => {
  it('has every route, and so has docs/api.md', () => {
    const guide = readFileSync('docs/api.md', 'utf8');
    expect(Object.keys(document.paths).sort()).toEqual([...new Set(routes.map(({ path }) => path))].sort());
    for (const { method, path } of routes) expect(guide).toContain(`| \`${method} ${path}`);
  });

  it('refers to nothing that it does not hold', () => {
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]);
    expect(references.length).toBeGreaterThan(routes.length);
    for (const reference of references)
      expect(Object.keys(document.components.schemas)).toContain(
        reference?.replace(/^#\/components\/schemas\//, ''),
      );
  });

  it('names every parameter of a journey with its limits', () => {
    expect(document.paths['/v1/customers/{id}/journey']?.get?.parameters).toMatchObject([
      { name: 'id', in: 'path', required: true },
      { name: 'limit', in: 'query', required: false, schema: { minimum: 1, maximum: 100, default: 25 } },
      { name: 'cursor', required: false },
      { name: 'channel', schema: { enum: expect.arrayContaining(['email', 'voice']) } },
      { name: 'from', schema: { format: 'date-time' } },
      { name: 'to', required: false },
    ]);
    expect(document.paths['/v1/customers']?.get?.parameters).toMatchObject([
      { name: 'identity', required: true, description: expect.stringContaining('phone:') },
    ]);
  });

  it('shows the body of a route that writes, by the schema that reads it', () => {
    const { post } = document.paths['/v1/events'] ?? {};
    expect(post?.requestBody?.content).toEqual({
      'application/json': { schema: { $ref: '#/components/schemas/WrittenEvents' } },
    });
    expect(Object.keys(post?.responses ?? {})).toEqual(expect.arrayContaining(['202', '400', '401', '413']));
    expect(post?.requestBody?.required).toBe(true);
    expect(document.paths['/v1/merges/{id}/undo']?.post?.requestBody?.required).toBe(false);
    const interaction = JSON.stringify(document.components.schemas.WrittenInteraction);
    for (const kind of interactionSchema.options) expect(interaction).toContain(`"${kind.shape.kind.value}"`);
    expect(interaction).not.toMatch(/fullContent|"raw":\{"type":"object"/);
    expect(document.paths['/v1/customers']?.get?.requestBody).toBeUndefined();
  });

  it('says who may call', () => {
    expect(document.security).toEqual([{ token: [] }]);
    expect(document.components.securitySchemes.token).toEqual({ type: 'http', scheme: 'bearer' });
  });
});
