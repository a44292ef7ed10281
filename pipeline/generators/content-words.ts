import { words } from '../../indexes/words.js'

// Function words, and the words in which charts are asked about: they say what kind of answer is wanted, not where it is.
const STOP_LIST = new Set(
  `a about after all an and any anywhere are as at be been before but by can could did do does during each ever for from
  give given had has have he her hers him his how i if in into is it its list many me mention mentioned most much my no
  not number of on or out over patient patients please provide provided receive received record recorded records report
  s she show since so still subject tell than that the their them then there they this time times to until up us was
  we were what when where whether which who whose why will with would you
  count date dates documented document chart note notes current currently earliest first final highest initial last
  latest level levels lowest maximum max measured minimum min measurement most nadir newest oldest peak reading recent
  recently result results value values diagnosed diagnosis prescribed prescription treatment treated`.split(
    /\s+/,
  ),
)

/** The stemmed words of a text that can tell one line from another; numbers stay as they are. */
export function contentWords(text: string): string[] {
  return words(text)
    .filter((word) => !STOP_LIST.has(word))
    .map(stem)
}

/** A light suffix stripper: 'allergies' and 'allergy', 'measured' and 'measures' meet; no claim beyond that. */
function stem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word
  let base = word
  if (base.endsWith('ies')) base = `${base.slice(0, -3)}y`
  else if (base.endsWith('sses')) base = base.slice(0, -2)
  else if (/[^sui]s$/.test(base)) base = base.slice(0, -1)
  const suffix = ['ing', 'ed'].find(
    (end) => base.endsWith(end) && /[aeiouy].*..$/.test(base.slice(0, -end.length)),
  )
  if (suffix) base = base.slice(0, -suffix.length).replace(/([bdfgmnprt])\1$/, '$1')
  return base.length > 4 && base.endsWith('e') ? base.slice(0, -1) : base
}
