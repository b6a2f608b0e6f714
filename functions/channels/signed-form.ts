import * as z from 'zod/mini';
import { PayloadError } from '../errors.ts';
import { signUrlAndForm } from '../signatures/url-and-form.ts';
import { parseJson } from '../text/json.ts';
import type { SignedDelivery } from './signed-delivery.ts';

const parametersSchema = z.record(z.string(), z.string());

/** A JSON object of parameters becomes a form; a form keeps its bytes, without the line end an editor leaves. */
function formOf(file: Buffer): Buffer {
  const bytes = file.toString('latin1').replace(/[\r\n]+$/, '');
  if (!bytes.trimStart().startsWith('{')) return Buffer.from(bytes, 'latin1');
  const parameters = parametersSchema.safeParse(parseJson(file));
  if (!parameters.success) throw new PayloadError('every parameter of the payload file must be a text');
  return Buffer.from(new URLSearchParams(parameters.data).toString());
}

/** Signs a payload file (a form, or a JSON object of parameters) and sends it as a form: see url-and-form.ts. */
export function signForm(header: string, secret: string, url: string, file: Buffer): SignedDelivery {
  const body = formOf(file);
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    [header]: signUrlAndForm(secret, { method: 'POST', url, body }),
  };
  return { method: 'POST', url, headers, body };
}
