/** A customer's turn and how a person reads its mood. */
export interface LabelledTurn {
  text: string;
  mood: 'negative' | 'neutral' | 'positive';
}

/** One turn a line. */
export function labelled(lines: Record<LabelledTurn['mood'], string>): LabelledTurn[] {
  const of = (mood: LabelledTurn['mood']) =>
    lines[mood]
      .trim()
      .split('\n')
      .map((line) => ({ text: line.trim(), mood }));
  return [...of('negative'), ...of('neutral'), ...of('positive')];
}
