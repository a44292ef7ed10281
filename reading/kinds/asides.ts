/** Beginnings of an aside: 'this patient has ...', 'these are ...', 'we have ...'. */
const TELLS =
  /^\W*(?:this|these|those|here|there|i|we|my|our|the|he|she|they|it|his|her|pt|patient)(?: [\w'’-]+){0,4}? (?:is|are|was|were|am|has|have|had|speaks?|presents?|presented|takes?|took|needs?|wants?|comes?|came|will|underwent|reports?|reported|complains?|denies|denied)\b/

/**
 * The sentences of an instruction that ask for something; the whole text if none does. A statement beside the
 * question ('This patient is now on warfarin. Which ...') does not say which points are wanted.
 * @param text in lower case
 */
export function withoutAsides(text: string): string {
  const sentences = text.split(/(?<=[.!?])\s+|\n+/)
  const asking = sentences.filter((sentence) => /\?\W*$/.test(sentence) || !TELLS.test(sentence))
  return asking.some((sentence) => /[a-z]/.test(sentence)) ? asking.join(' ') : text
}
