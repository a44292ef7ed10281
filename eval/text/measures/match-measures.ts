import type { Measure } from '../../measured/measure-row.js'
import { oncePerItem } from '../../measured/once-per-item.js'
import { dateMatch } from '../matches/date-match.js'
import { normalisedMatch } from '../matches/normalised-match.js'
import { asWritten, numericMatch, within5Percent } from '../matches/numeric-match.js'
import { exactMatch, tokenF1, tokenF1OfVersion1 } from '../squad.js'
import { bestAndMean } from './answer-measure.js'

/** A value of one response against one reference; null if the reference has nothing to measure. */
type PairMeasure = (response: string, reference: string) => number | null

const NO_NUMBER = 'no reference with a number'
const NO_DATE = 'no reference with a date'

/** SQuAD's exact match and token F1. */
export const squadMeasures: readonly Measure[] = [
  ...bestAndMean(
    {
      name: 'exact-answer',
      tool: 'squad.em',
      definition:
        'SQuAD exact match (Rajpurkar et al. 2016): same tokens after lower-casing and deleting ASCII punctuation and articles',
    },
    pairwise(exactMatch),
  ),
  ...bestAndMean(
    { name: 'token-f1', tool: 'squad.f1', definition: 'SQuAD 2 token F1 (Rajpurkar et al. 2018)' },
    pairwise(tokenF1),
  ),
  ...bestAndMean(
    {
      tool: 'squad.f1.v1',
      definition: 'SQuAD 1.1 token F1 (Rajpurkar et al. 2016), 0 if a text has no token',
    },
    pairwise(tokenF1OfVersion1),
  ),
]

/** Measures of our own that ask whether the same is said in another form. */
export const matchMeasures: readonly Measure[] = [
  ...bestAndMean(
    {
      name: 'normalised-answer',
      definition:
        "Same text except for case, accents, punctuation, articles, white space and number formats; own definition, which distinguishes '5.4' from '54'",
    },
    pairwise(normalisedMatch),
  ),
  ...bestAndMean(
    {
      name: 'numeric-match',
      definition:
        '1 if the response names every number of the reference within half of its last digit, in a unit of the same kind if both name one (converted), otherwise 0; own definition, references without a number are ignored',
    },
    pairwise((response, reference) => numericMatch(response, reference, asWritten)),
    NO_NUMBER,
  ),
  ...bestAndMean(
    {
      name: 'numeric-match-5',
      definition: 'As numeric-match, within 5%, the tolerance of MedCalc-Bench (Khandekar et al. 2024)',
    },
    pairwise((response, reference) => numericMatch(response, reference, within5Percent)),
    NO_NUMBER,
  ),
  ...bestAndMean(
    {
      name: 'date-match',
      definition:
        '1 if the response names every date of the reference, at least as precisely and in any form (ISO or as clinicians write it, month before day), otherwise 0; own definition, references without a date are ignored',
    },
    pairwise(dateMatch),
    NO_DATE,
  ),
]

function pairwise(measure: PairMeasure) {
  return oncePerItem((response, references) =>
    references.flatMap((reference) => measure(response, reference) ?? []),
  )
}
