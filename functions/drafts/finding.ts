import type { Span } from '../text/phrases.ts';

/** What keeps a draft from the brand's voice, and where it stands. */
export type Finding = Span &
  (
    | { rule: 'avoid'; say: string; rather?: string | undefined }
    | { rule: 'max-characters' | 'max-exclamation-marks' | 'no-shouting' }
  );
