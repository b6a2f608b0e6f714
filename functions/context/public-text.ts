import type { JourneyEntry } from '../store/journey-view.ts';
import type { Portrait } from '../store/portrait.ts';

function withoutText(entry: JourneyEntry): JourneyEntry {
  const { interaction, progress } = entry;
  if (interaction?.kind !== 'message' || interaction.isPublic !== true) return entry;
  const { text: _text, visibleText: _visible, ...untold } = interaction;
  return { ...entry, interaction: untold, progress: { ...progress, edits: [] } };
}

/**
 * A portrait in which what was written for everybody to read has no words: that somebody commented on a post is no
 * secret between them and us, and no part of their private talk either. Pure.
 */
export function withoutPublicText(portrait: Portrait): Portrait {
  const { entries, openings } = portrait;
  return { ...portrait, entries: entries.map(withoutText), openings: openings.map(withoutText) };
}
