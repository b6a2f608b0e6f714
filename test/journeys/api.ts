import type * as z from 'zod';

export interface Answer {
  status: number;
  body: unknown;
}

/** The API of one brand, as a CRM calls it. Paths are without `/v1/`. */
export interface Api {
  /** Throws, with the problem that the API tells, unless it answers with success; so do the others. */
  get<View extends z.ZodType>(view: View, path: string): Promise<z.output<View>>;
  post<View extends z.ZodType>(view: View, path: string, body?: unknown): Promise<z.output<View>>;
  put<View extends z.ZodType>(view: View, path: string, body: unknown): Promise<z.output<View>>;
  /** Whatever it answers. */
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
}

export function apiAt(url: string, token: string): Api {
  const ask = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${url}/v1/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  const read = async <View extends z.ZodType>(view: View, method: string, path: string, sent?: unknown) => {
    const { status, body } = await ask(method, path, sent);
    if (status < 300) return view.parse(body);
    throw new Error(`${method} /v1/${path} answered ${status}: ${JSON.stringify(body)}`);
  };
  return {
    ask,
    get: (view, path) => read(view, 'GET', path),
    post: (view, path, body) => read(view, 'POST', path, body),
    put: (view, path, body) => read(view, 'PUT', path, body),
  };
}
