import { isObject, type Json, type JsonObject } from './json.ts';

/** What the intrinsic functions of a template refer to. */
export type Scope = {
  /** Ref of a resource, parameter or pseudo parameter; undefined is AWS::NoValue. */
  ref(name: string): Json | undefined;
  attribute(logicalId: string, name: string): Json;
  mapping(map: string, key: string, subKey: string): Json;
  condition(name: string): boolean;
  /** Last look at a finished string. */
  finish(text: string): string;
};

type Intrinsic = (argument: Json, scope: Scope) => Json | undefined;

const INTRINSICS: Record<string, Intrinsic> = {
  Ref: (name, scope) => scope.ref(text(name, 'Ref')),
  'Fn::GetAtt': getAtt,
  'Fn::Join': join,
  'Fn::Sub': sub,
  'Fn::Select': (argument, scope) => {
    const [index, values] = list(resolve(argument, scope), 'Fn::Select');
    const value = list(values, 'Fn::Select')[Number(index)];
    if (value === undefined) throw new Error(`Fn::Select: there is no value at ${index}.`);
    return value;
  },
  'Fn::Split': (argument, scope) => {
    const [separator, value] = list(resolve(argument, scope), 'Fn::Split');
    return text(value, 'Fn::Split').split(text(separator, 'Fn::Split'));
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, key, subKey] = list(resolve(argument, scope), 'Fn::FindInMap');
    return scope.mapping(text(map, 'FindInMap'), text(key, 'FindInMap'), text(subKey, 'FindInMap'));
  },
  'Fn::Base64': (argument, scope) =>
    Buffer.from(text(resolve(argument, scope), 'Fn::Base64')).toString('base64'),
  'Fn::If': (argument, scope) => {
    const [name, whenTrue, whenFalse] = list(argument, 'Fn::If');
    return resolve((scope.condition(text(name, 'Fn::If')) ? whenTrue : whenFalse) ?? null, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = list(resolve(argument, scope), 'Fn::Equals');
    return JSON.stringify(left) === JSON.stringify(right);
  },
  'Fn::Not': (argument, scope) => list(resolve(argument, scope), 'Fn::Not')[0] !== true,
  'Fn::And': (argument, scope) => list(resolve(argument, scope), 'Fn::And').every((value) => value === true),
  'Fn::Or': (argument, scope) => list(resolve(argument, scope), 'Fn::Or').some((value) => value === true),
};

/**
 * Replaces every intrinsic function in a value; a property that becomes AWS::NoValue disappears.
 * Throws for an intrinsic that cannot work on one machine, Fn::ImportValue among them.
 */
export function resolve(value: Json, scope: Scope): Json | undefined {
  if (typeof value === 'string') return scope.finish(value);
  if (Array.isArray(value))
    return value.map((item) => resolve(item, scope)).filter((item) => item !== undefined);
  if (!isObject(value)) return value;
  const [name, ...others] = Object.keys(value);
  if (name !== undefined && others.length === 0 && isIntrinsic(name)) return call(name, value, scope);
  return resolveProperties(value, scope);
}

/** The properties of a resource, resolved. */
export function resolveProperties(properties: JsonObject, scope: Scope): JsonObject {
  const resolved: JsonObject = {};
  for (const [key, value] of Object.entries(properties)) {
    const next = resolve(value, scope);
    if (next !== undefined) resolved[key] = next;
  }
  return resolved;
}

function isIntrinsic(name: string): boolean {
  return name === 'Ref' || name.startsWith('Fn::');
}

function call(name: string, value: JsonObject, scope: Scope): Json | undefined {
  const intrinsic = INTRINSICS[name];
  if (intrinsic === undefined)
    throw new Error(`The local deployment does not know ${name} (it deploys one stack on its own).`);
  const result = intrinsic(value[name] ?? null, scope);
  return typeof result === 'string' ? scope.finish(result) : result;
}

/** A condition's own language: an intrinsic, or a reference to another condition. */
export function resolveCondition(value: Json, scope: Scope): boolean {
  if (isObject(value) && 'Condition' in value) return scope.condition(text(value.Condition, 'Condition'));
  const operands = isObject(value) ? Object.entries(value)[0] : undefined;
  if (operands?.[0] === 'Fn::Not' || operands?.[0] === 'Fn::And' || operands?.[0] === 'Fn::Or') {
    const results = list(operands[1], operands[0]).map((operand) => resolveCondition(operand, scope));
    return call(operands[0], { [operands[0]]: results }, scope) === true;
  }
  return resolve(value, scope) === true;
}

function getAtt(argument: Json, scope: Scope): Json {
  const parts = typeof argument === 'string' ? argument.split('.') : list(argument, 'Fn::GetAtt');
  const [logicalId, ...attribute] = parts.map((part) => text(part, 'Fn::GetAtt'));
  return scope.attribute(logicalId ?? '', attribute.join('.'));
}

function join(argument: Json, scope: Scope): Json {
  const [separator, values] = list(resolve(argument, scope), 'Fn::Join');
  return list(values, 'Fn::Join')
    .map((value) => text(value, 'Fn::Join'))
    .join(text(separator, 'Fn::Join'));
}

function sub(argument: Json, scope: Scope): Json {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  const own = isObject(variables) ? resolveProperties(variables, scope) : {};
  return text(template, 'Fn::Sub').replace(/\$\{([^}]+)\}/g, (_match, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const value = own[name] ?? (name.includes('.') ? getAtt(name, scope) : scope.ref(name));
    return text(value, `Fn::Sub of ${name}`);
  });
}

function text(value: Json | undefined, where: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${where} needs a text, not ${JSON.stringify(value)}.`);
}

function list(value: Json | undefined, where: string): Json[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${where} needs a list, not ${JSON.stringify(value)}.`);
}
