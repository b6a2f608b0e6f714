import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const resources = z.union([z.array(z.unknown()), z.unknown().transform((one) => [one])]);
const statement = z.object({ Effect: z.literal('Allow'), Action: oneOrMore, Resource: resources });
const document = z.object({ Statement: z.array(statement) });
const policy = z.object({ PolicyDocument: document, Roles: z.array(z.object({ Ref: z.string() })) });
const role = z.object({ Policies: z.array(z.object({ PolicyDocument: document })).optional() });

export type Statement = z.infer<typeof statement>;

/** What every role may do: logical id of the role → its statements, attached and inline. */
export function statementsByRole(template: Template): Map<string, Statement[]> {
  const found = new Map<string, Statement[]>();
  for (const [id, { Properties }] of Object.entries(template.findResources('AWS::IAM::Role')))
    found.set(
      id,
      (role.parse(Properties).Policies ?? []).flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
    );
  for (const { Properties } of Object.values(template.findResources('AWS::IAM::Policy'))) {
    const { PolicyDocument, Roles } = policy.parse(Properties);
    for (const { Ref } of Roles) found.get(Ref)?.push(...PolicyDocument.Statement);
  }
  return found;
}

/** The actions of a role on resources of which the text names a logical id. */
export function actionsOn(statements: readonly Statement[], logicalId: RegExp): string[] {
  const touching = statements.filter(({ Resource }) => logicalId.test(JSON.stringify(Resource)));
  return [...new Set(touching.flatMap(({ Action }) => Action))].sort();
}
