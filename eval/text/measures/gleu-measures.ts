import type { Measure } from '../../measured/measure-row.js'
import { oncePerItem } from '../../measured/once-per-item.js'
import { gleu } from '../overlap/gleu.js'
import { bestAndMean } from './answer-measure.js'

/** GLEU of one answer. */
export const gleuMeasures: readonly Measure[] = [
  ...bestAndMean(
    {
      name: 'gleu',
      tool: 'gleu',
      definition:
        'Sentence GLEU as NLTK (orders 1 to 4, tokens between white space, case kept; Wu et al. 2016)',
    },
    oncePerItem(gleu),
  ),
  ...bestAndMean(
    {
      tool: 'gleu.lower',
      definition: 'Sentence GLEU as NLTK (orders 1 to 4, tokens between white space, in lower case)',
    },
    oncePerItem((response, references) =>
      gleu(
        response.toLowerCase(),
        references.map((reference) => reference.toLowerCase()),
      ),
    ),
  ),
]
