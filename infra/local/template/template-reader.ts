import * as z from 'zod';
import type { CloudAssembly } from './cloud-assembly.ts';
import { resolve, resolveCondition, resolveProperties, type Scope } from './intrinsics.ts';
import type { Json } from './json.ts';
import { type PhysicalId, type Place, physicalId } from './physical-id.ts';
import type { TemplateFile } from './template-file.ts';

/** One resource of a type, with its names and its properties resolved and checked. */
export type Resource<T> = { logicalId: string; id: PhysicalId; properties: T };

/** A template whose intrinsic functions have their values. */
export type TemplateReader = {
  place: Place;
  /** The resources of a type, in the template's order. Throws when one does not fit the schema. */
  resources<T>(type: string, schema: z.ZodType<T>): Resource<T>[];
  outputs(): Record<string, string>;
  /** The types of all resources, by logical id. */
  types: ReadonlyMap<string, string>;
};

/** Gives the template's intrinsics their values for one place. */
export function createTemplateReader({ template }: CloudAssembly, place: Place): TemplateReader {
  const scope = createScope(template, place);
  const active = Object.entries(template.Resources).filter(
    ([, { Condition }]) => Condition === undefined || scope.condition(Condition),
  );
  return {
    place,
    types: new Map(active.map(([logicalId, { Type }]) => [logicalId, Type])),
    resources: (type, schema) =>
      active
        .filter(([, { Type }]) => Type === type)
        .map(([logicalId, { Properties }]) => ({
          logicalId,
          id: scope.physicalId(logicalId),
          properties: parse(logicalId, type, schema, () => resolveProperties(Properties, scope)),
        })),
    outputs: () => resolveOutputs(template, scope),
  };
}

function resolveOutputs(template: TemplateFile, scope: Scope): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [name, { Value, Condition }] of Object.entries(template.Outputs)) {
    if (Condition === undefined || scope.condition(Condition)) outputs[name] = String(resolve(Value, scope));
  }
  return outputs;
}

function parse<T>(logicalId: string, type: string, schema: z.ZodType<T>, properties: () => Json): T {
  try {
    return schema.parse(properties());
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Error(`The local deployment cannot read ${logicalId} (${type}): ${reason}`);
  }
}

function createScope(
  template: TemplateFile,
  place: Place,
): Scope & { physicalId(logicalId: string): PhysicalId } {
  const ids = new Map<string, PhysicalId>();
  const names = { ...pseudoParameters(place), ...parameterValues(template) };
  const scope = {
    physicalId(logicalId: string): PhysicalId {
      const known = ids.get(logicalId);
      if (known !== undefined) return known;
      const resource = template.Resources[logicalId];
      if (resource === undefined) throw new Error(`The template has no resource ${logicalId}.`);
      const property = (name: string) => resolve(resource.Properties[name] ?? null, scope);
      const id = physicalId(logicalId, resource.Type, place, property);
      ids.set(logicalId, id);
      return id;
    },
    ref: (name: string) =>
      name === 'AWS::NoValue' ? undefined : (names[name] ?? scope.physicalId(name).ref),
    attribute(logicalId: string, name: string) {
      const value = scope.physicalId(logicalId).attributes[name];
      if (value === undefined)
        throw new Error(
          `The local deployment does not know the attribute ${name} of ${logicalId} ` +
            `(${template.Resources[logicalId]?.Type}): add it in infra/local/template/physical-id.ts.`,
        );
      return value;
    },
    mapping(map: string, key: string, subKey: string) {
      const value = template.Mappings[map]?.[key]?.[subKey];
      if (value === undefined) throw new Error(`The template maps nothing at ${map}.${key}.${subKey}.`);
      return value;
    },
    condition: (name: string) => resolveCondition(template.Conditions[name] ?? null, scope),
    finish: (text: string) => localize(text, template, place, scope.ref),
  };
  return scope;
}

function pseudoParameters({ region, accountId, stackName }: Place): Record<string, Json> {
  return {
    'AWS::Region': region,
    'AWS::AccountId': accountId,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stackName,
    'AWS::StackId': `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/local`,
    'AWS::NotificationARNs': [],
  };
}

function parameterValues({ Parameters }: TemplateFile): Record<string, Json> {
  const values: Record<string, Json> = {};
  for (const [name, { Default }] of Object.entries(Parameters))
    if (Default !== undefined) values[name] = Default;
  return values;
}

/** CDK spells out the address of an HTTP API instead of asking for it; here the API has another one. */
function localize(text: string, template: TemplateFile, place: Place, ref: Scope['ref']): string {
  if (text.includes('{{resolve:')) throw new Error(`The local deployment has no dynamic references: ${text}`);
  if (!text.includes('.execute-api.')) return text;
  let localized = text;
  for (const [logicalId, { Type }] of Object.entries(template.Resources)) {
    if (Type !== 'AWS::ApiGatewayV2::Api') continue;
    const host = `https://${ref(logicalId)}.execute-api.${place.region}.amazonaws.com`;
    localized = localized.replaceAll(host, place.apiUrl(logicalId));
  }
  return localized;
}
