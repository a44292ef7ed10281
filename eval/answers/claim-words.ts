import { porterStem } from '../../base/text/porter-stem.js'

/** Words that say how an answer is put, not what it claims: function words, general words of charts, units and months. */
const GENERAL = new Set(
  `a about above after again all also am an and any are as at be because been before being below between both but by can could
  did do does doing during each either every few for from further had has have having he her here hers him his how i if in
  into is it its itself just may me might more most much must my nor of off on once one only or other our out over own per
  same she should since so some such than that the their them then there these they this those through to too two three four
  five six seven eight nine ten under until up upon us very via was we were what when where which while who whom whose why
  will with within would yes you your still yet
  patient patients pt record records recorded chart charted note notes noted document documents documented documentation report
  reported reports mention mentioned mentions show shows showed shown indicate indicates indicated state states stated list
  listed lists describe described history according found find finding findings
  value values result results level levels measured measurement measurements reading readings current currently last latest
  recent recently first earliest previous prior date dates dated time times day days week weeks month months year years year-old
  old once twice daily total number count highest lowest maximum minimum average increased decreased increase decrease
  rose fell change changed changes stable trend
  receive received receives take takes taken taking took give given gave prescribed prescription use used uses using
  active ongoing dose doses dosage medication medications drug drugs treatment treated started start starts stopped stop ended end began begin
  diagnosed diagnosis visit visits seen
  mg mcg g kg ug ng pg ml dl l fl ul \u00b5l \u03bcl k mmol umol nmol meq iu u unit units mmhg bpm percent cm mm m in lb lbs oz c f h hr hrs min
  sec s d wk mo yr yrs hour hours minute minutes second seconds
  january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct
  nov dec`.split(/\s+/),
)
/** Words that deny; they decide a claim's polarity and are not content. */
const DENIALS = new Set(
  'no not never none without denies denied deny denying negative absent absence neither cannot unremarkable'.split(
    ' ',
  ),
)
const WORD = /\p{L}[\p{L}\p{N}]*(?:['\u2019]\p{L}+)?/gu

/** The distinct words of a claim, in lower case, that what supports it must contain. */
export function contentWordsOf(claim: string): string[] {
  const words = wordsOf(claim).filter((word) => word.length > 1 && !GENERAL.has(word) && !DENIALS.has(word))
  return [...new Set(words)]
}

/** Whether a text denies something: it has such a word as 'no', 'without', 'denies' or 'negative'. */
export function denies(text: string): boolean {
  return wordsOf(text).some((word) => DENIALS.has(word) || /n['\u2019]t$/.test(word))
}

/** Whether a lower-case text has a word with the same stem (Porter). */
export function hasWord(text: string, word: string): boolean {
  const stem = porterStem(word)
  let common = 0
  while (common < stem.length && stem[common] === word[common]) common += 1
  const beginning = word.slice(0, Math.max(common, 1))
  for (let at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at + 1)) {
    if (at > 0 && LETTER.test(text[at - 1]!)) continue
    let end = at + beginning.length
    while (end < text.length && LETTER.test(text[end]!)) end += 1
    if (porterStem(text.slice(at, end)) === stem) return true
  }
  return false
}

const LETTER = /[\p{L}\p{N}]/u

function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(WORD) ?? []).map((word) => word.replace(/['\u2019]s$/, ''))
}
