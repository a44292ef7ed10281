import { remembered } from '../../../base/remember.js'
import { porterStem } from '../../../base/text/porter-stem.js'
import { words } from '../../../indexes/words/words.js'

// Function words, and words that charts are often queried with: they say what kind of answer is wanted, not
// where it is.
const STOP_LIST = new Set(
  `a about after again all also am an and any anybody anything anywhere are as at back be because been before being between
  both but by can could d did do does doing during each else etc ever for from further get gets getting gets give given go
  goes going got had has have having he her hers here him his how i if in into is it its itself just kind kinds like ll
  many me more most much my need no nor not now of off on once one only or other our out over own per please pls put
  s same say says she should since so some something still such t take taken takes tell than that the their theirs them
  then there these they thing things this those through thru to too under until till up us very want was we went were
  what when where whether which while who whom whose why will with would yes you your
  patient patients pt pts person mention mentioned mentions list provide provided receive received record recorded
  records report reported show shown shows subject time times describe described
  count date dates documented document documents chart charted charts note notes noted data file info entry entries
  current currently earliest first final highest initial initially last latest lately level levels lowest maximum max
  measured minimum min measurement most nadir newest oldest peak reading readings recent recently result results
  number total tally trend trending trajectory value values
  diagnosed diagnosis diagnoses dx prescribed prescription prescriptions prescribe rx treatment treated med meds
  medication medications drug drugs medicine present presently nowadays today active ongoing history hx
  indicate indicated know known find found happened happen explain explains explained reason reasons come due led made
  change changed changes changing rise rose rising fall fell falling steady stable flat direction increasing decreasing
  order orders ordered rec reconcile reconciled wise using used use stood stand standing things looking look back snapshot
  pretend assume cut cutoff point low high dose doses dosage dosing strength amount story somebody anyone appear appears
  initial ending forward backward onward detail details state states stated status according latest addresses think
  read word words tells name part parts number numbers short brief quick reading off pull pulled drop dropped
  stop stopped stopping start started starting begin began begun discontinued discontinue discontinuing quit dc dc'd`.split(
    /\s+/,
  ),
)

/** The stemmed words of a text that can distinguish one line from another. Numbers stay as they are. */
export function contentWords(text: string): string[] {
  const all = words(text)
  return all.flatMap((word, at) => {
    if (at > 0 && word.length === 1 && LETTERED.has(all[at - 1]!)) return [`${word}-kind`]
    const stem = stemOf(word)
    return stem === '' ? [] : [stem]
  })
}

/** Words that a single letter makes specific: hepatitis A is not hepatitis B. */
const LETTERED = new Set(['hep', 'hepatitis', 'vitamin', 'vit', 'group'])

/** The words of a text that can distinguish one line from another, not stemmed. */
export function topicWords(text: string): string[] {
  return words(text).filter((word) => !STOP_LIST.has(word))
}

/** More than the vocabulary of any chart. A process that reads many charts starts over when the memory is full. */
const MOST_STEMS = 50_000

/** Gives '' for a word of the stop list. */
const stemOf = remembered((word) => (STOP_LIST.has(word) ? '' : porterStem(word)), MOST_STEMS)
