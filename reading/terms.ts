import { porterStem } from '../base/text/porter-stem.js'
import type { Analyzer } from '../indexes/words/analyzers.js'
import { words } from '../indexes/words/words.js'

/** Words that occur in any question or sentence, and words that charts are often queried with. */
const STOP_LIST = new Set(
  `a about above after again all also am an and any are as at be because been before being below between both but by can
  could did do does doing down during each ever few for from further had has have having he her here hers him his how i if
  in into is it its itself just me more most my no nor not now of off on once only or other our out over own please
  s same she should so some such t than that the their theirs them then there these they this those through to too under
  until up us very was we were what when where which while who whom why will with would you your
  patient patients pt anywhere chart record recorded records documented document note notes mention mentioned tell show
  give list report provide`.split(/\s+/),
)

/** Analyzes text into stemmed words without those of the stop list. Numbers stay as they are. */
export const SIFT_TERMS: Analyzer = {
  name: 'sift terms',
  terms,
  ofWord: (word) => (STOP_LIST.has(word) ? [] : [porterStem(word)]),
}

/** The meaningful words of a text, stemmed. */
export function terms(text: string): string[] {
  return words(text).flatMap((word) => (STOP_LIST.has(word) ? [] : [porterStem(word)]))
}
