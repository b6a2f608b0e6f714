import type { BrandSettings } from '../interaction/brand-settings.ts';
import { errorFields } from '../telemetry/error-fields.ts';
import { log } from '../telemetry/log.ts';
import { count } from '../telemetry/metrics.ts';
import type { Timer } from './timer.ts';

/** A brand's settings, undefined where they cannot be read: what is due in this brand waits for a later run. */
export type SettingsOfRun = (brand: string) => Promise<BrandSettings | undefined>;

/**
 * Asks for the settings of a brand once in a run, whatever comes of it: what cannot be read is in no cache, so to ask
 * for each conversation anew would use up the time of every other brand.
 */
export function settingsOfRun({ settings }: Pick<Timer, 'settings'>): SettingsOfRun {
  const asked = new Map<string, ReturnType<SettingsOfRun>>();
  async function read(brand: string): ReturnType<SettingsOfRun> {
    try {
      return await settings(brand);
    } catch (error) {
      count('TimerFailure');
      log.error('Settings of a brand cannot be read: what is due in it waits', {
        brand,
        ...errorFields(error),
      });
      return undefined;
    }
  }
  return (brand) => {
    const known = asked.get(brand) ?? read(brand);
    asked.set(brand, known);
    return known;
  };
}
