import type { Permission } from './call.ts';
import type { ServiceError } from './error-answer.ts';

/** A request whose operation and resources are known. */
export type Understood = { action: string; permissions: Permission[]; body: unknown };

/** A request that AWS would refuse, or that the local endpoint does not serve; the message says which. */
export class RequestRefusal extends Error {
  readonly error: ServiceError;

  constructor(error: ServiceError) {
    super(error.message);
    this.error = error;
  }
}

export function notServed(what: string): RequestRefusal {
  const message = `${what} is not served by the local AWS endpoint`;
  return new RequestRefusal({ status: 400, code: 'UnknownOperationException', message });
}

export function parseJson(body: Buffer): unknown {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
  } catch {
    throw new RequestRefusal({
      status: 400,
      code: 'SerializationException',
      message: 'The body is not JSON',
    });
  }
}

export function distinct(permissions: Permission[]): Permission[] {
  return [...new Map(permissions.map((each) => [`${each.action} ${each.resource}`, each])).values()];
}
