/** More than anybody opens an enquiry with. */
const MAX_CHARACTERS = 4_000;

/** Scripts that write no spaces between words. */
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Words in lower case without accents, a space on each side of every one. */
function words(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return ` ${plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}

/** The keyword stands in the text as whole words; one of signs alone (an emoji) stands anywhere. */
function stands(keyword: string, text: string, textWords: string): boolean {
  const wanted = words(keyword);
  if (wanted.trim() === '') return text.includes(keyword);
  return textWords.includes(WITHOUT_SPACES.test(keyword) ? wanted.trim() : wanted);
}

/** True when any of the keywords stands in the text, in any case and with or without accents. Pure, linear. */
export function hasKeyword(keywords: readonly string[], text: string): boolean {
  const looked = text.slice(0, MAX_CHARACTERS);
  const textWords = words(looked);
  return keywords.some((keyword) => stands(keyword, looked, textWords));
}
