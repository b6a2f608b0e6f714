import * as z from 'zod';
import { json } from './json.ts';

const properties = z.record(z.string(), json);

/** A CloudFormation template, as far as it matters here. */
export const templateFile = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Condition: z.string().optional(),
      Properties: properties.default({}),
    }),
  ),
  Parameters: z.record(z.string(), z.object({ Type: z.string(), Default: json.optional() })).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), json))).default({}),
  Conditions: z.record(z.string(), json).default({}),
  Outputs: z.record(z.string(), z.object({ Value: json, Condition: z.string().optional() })).default({}),
});

export type TemplateFile = z.infer<typeof templateFile>;
