import {
  corpusMeasureNames,
  encoderMeasureNames,
  referenceName,
  rowMeasureNames,
} from '../../../eval/measures/measure-names.js'
import { measures } from '../../../eval/measures/measure-registry.js'
import { rankingMeasures } from '../../../eval/retrieval/ranking-measures.js'
import type { Group } from './listing.js'

/** The reference tools' spelling, which every command accepts too. */
function alias(name: string): string {
  const reference = referenceName(name)
  return reference === name ? '' : ` Also: ${reference}.`
}

/** Measures of an experiment with their definitions, and the names that `chartsift measure` takes. */
export function listMeasures(): Group[] {
  const entries = Object.entries(measures).map(([name, { definition }]) => ({
    name,
    text: `${definition.replace(/\.$/, '')}.${alias(name)}`,
  }))
  const bare = (names: readonly string[]) => names.map((name) => ({ name, text: null }))
  return [
    { title: "measures of an experiment (its 'measures', and score --measures)", entries },
    { title: 'measures of a row (chartsift measure ROWS)', entries: bare(rowMeasureNames) },
    { title: 'measures of a row with --bert FOLDER', entries: bare(encoderMeasureNames) },
    { title: 'measures over all rows', entries: bare(corpusMeasureNames) },
    {
      title: 'measures of a ranking (chartsift measure --run RUN --qrels QRELS)',
      entries: bare(rankingMeasures.flatMap(({ tool, isCount }) => (isCount ? [] : [tool]))),
    },
  ]
}
