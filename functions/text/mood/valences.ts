/** Words and how they sound, -5 to 5. A word that ends in `*` stands for all that begin so. */
export interface Valences {
  /** The valence of a word, of two words, or of three; undefined when they say nothing of mood. */
  of(words: string): number | undefined;
  /** Turn around what follows: not, never, without. */
  negations: ReadonlySet<string>;
}

/** Words by their valence, one after the other; words that belong together are joined by `_`. */
export type WordList = Readonly<Record<number, string>>;

const SHORTEST_STEM = 3;

function entriesOf(list: WordList): [string, number][] {
  return Object.entries(list).flatMap(([valence, words]) =>
    words
      .trim()
      .split(/\s+/)
      .map((word): [string, number] => [word.replaceAll('_', ' '), Number(valence)]),
  );
}

/** Makes a lookup of a list; what the list does not know, `otherwise` may. */
export function valences(
  list: WordList,
  negations: string,
  otherwise: Readonly<Record<string, number>> = {},
): Valences {
  const entries = entriesOf(list);
  const whole = new Map(entries.filter(([word]) => !word.endsWith('*')));
  const stems = new Map(
    entries.flatMap(([word, valence]): [string, number][] =>
      word.endsWith('*') ? [[word.slice(0, -1), valence]] : [],
    ),
  );
  const longest = Math.max(0, ...[...stems.keys()].map(({ length }) => length));

  function ofStem(word: string): number | undefined {
    // Of several words only the last may be a stem.
    const shortest = Math.max(SHORTEST_STEM, word.lastIndexOf(' ') + 1);
    for (let end = Math.min(word.length, longest); end >= shortest; end -= 1) {
      const valence = stems.get(word.slice(0, end));
      if (valence !== undefined) return valence;
    }
    return undefined;
  }

  return {
    of: (words) =>
      whole.get(words) ?? ofStem(words) ?? (Object.hasOwn(otherwise, words) ? otherwise[words] : undefined),
    negations: new Set(negations.trim().split(/\s+/)),
  };
}
