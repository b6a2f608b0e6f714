import { BodyTooLargeError } from '../errors.ts';
import type { Delivery, Intake } from './intake.ts';

/** The first step, before even a secret is read: throws BodyTooLargeError for a body over the provider's cap. */
export function refuseOversize<Request extends Delivery>(
  request: Request,
  { manifest, sizeOf }: Pick<Intake<Request>, 'manifest' | 'sizeOf'>,
): void {
  const size = sizeOf(request);
  if (size <= manifest.maxBodyBytes) return;
  throw new BodyTooLargeError(
    `The body has ${size} bytes; ${manifest.id} sends at most ${manifest.maxBodyBytes}`,
  );
}
