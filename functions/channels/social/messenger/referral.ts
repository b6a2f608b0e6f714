import type { Interaction } from '../../../interaction/interaction.ts';
import type { Referral } from './payload.ts';

/** How the person came into the thread: an ad, an m.me link, a plug-in. */
export function originOf(referral: Referral | undefined): Interaction['origin'] {
  if (referral === undefined) return undefined;
  const { source, type, ad_id, ref, referer_uri, ads_context_data } = referral;
  return {
    type: source ?? type ?? 'referral',
    id: ad_id ?? ref,
    url: referer_uri,
    title: ads_context_data?.ad_title,
  };
}
