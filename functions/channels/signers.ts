import type { ProviderId } from '../interaction/identity.ts';
import type { SignDelivery } from './signed-delivery.ts';

/** How each provider signs a delivery. For tests and `npm run send`: nothing deployed imports it. */
export const signers = {} as const satisfies Partial<Record<ProviderId, SignDelivery>>;
