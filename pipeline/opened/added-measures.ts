import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Experiment } from '../experiment/experiment.js'
import { isMeasure } from '../experiment/form/named-measure.js'

/** Measures that `score` added to the report below `folder`, in the order in which they were added. */
export function addedMeasures(folder: string): string[] {
  const path = join(folder, 'report', 'summary.json')
  if (!existsSync(path)) return []
  try {
    const { provenance } = JSON.parse(readFileSync(path, 'utf8')) as {
      provenance?: { addedMeasures?: unknown }
    }
    const added = provenance?.addedMeasures
    return Array.isArray(added) ? added.filter(isMeasure) : []
  } catch {
    // If the report is damaged, it is written again with the file's own measures.
    return []
  }
}

/** The experiment with more measures. Measures decide nothing that is stored, so it stays the same experiment. */
export function withMeasures(experiment: Experiment, names: readonly string[]): Experiment {
  const { file, addedMeasures } = experiment
  const added = [...new Set(names)].filter((name) => !file.measures.includes(name))
  return {
    ...experiment,
    file: { ...file, measures: [...file.measures, ...added] },
    addedMeasures: [...addedMeasures, ...added],
  }
}
