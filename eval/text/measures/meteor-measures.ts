import { remembered } from '../../../base/remember.js'
import type { Measure } from '../../measured/measure-row.js'
import { oncePerItem } from '../../measured/once-per-item.js'
import { meteor, meteorTokens } from '../overlap/meteor.js'
import { pythonSplit } from '../words/python-split.js'
import { treebankTokens } from '../words/treebank.js'
import { bestAndMean, meanNames } from './answer-measure.js'

type Tokenize = (text: string) => readonly string[]

/** The penalty for fragments is never 0, so no text reaches 1. */
const BELOW_1 = { best: null } as const

/** METEOR of one answer, from 0 to 1, in its variants. */
export const meteorMeasures: readonly Measure[] = [
  ...bestAndMean(
    {
      ...BELOW_1,
      tool: 'meteor.exact_stem.ws',
      definition: 'METEOR as NLTK on tokens between white space, modules exact and stem, without synonyms',
    },
    meteorOn(pythonSplit),
  ),
  ...bestAndMean(
    {
      ...BELOW_1,
      name: 'meteor-exact-stem',
      tool: 'meteor.exact_stem.treebank',
      definition:
        'METEOR as NLTK on Treebank tokens, modules exact and stem, without synonyms (Lavie and Agarwal 2007); identical texts score below 1',
    },
    meteorOn(treebankTokens),
  ),
]

/** NLTK's METEOR with synonyms: its names are known, so that tables that hold them can be compared. */
export const wordnetMeasures: readonly Measure[] = ['ws', 'treebank'].flatMap((tokens) => {
  const tool = `meteor.wordnet.${tokens}`
  return [{ tool }, meanNames({ tool })].map(
    (names): Measure => ({
      ...names,
      ...BELOW_1,
      definition: 'METEOR as NLTK with the synonyms of WordNet, which is not part of chartsift.',
      direction: 'higher',
      full: 1,
      needs: ['references', 'response', 'wordnet'],
      of: () => ({ reason: 'needs WordNet, which is not part of chartsift' }),
    }),
  )
})

function meteorOn(tokenize: Tokenize) {
  const tokensOf = remembered(meteorTokens(tokenize))
  return oncePerItem((response, references) => {
    const tokens = tokensOf(response)
    return references.map((reference) => meteor(tokens, tokensOf(reference)))
  })
}
