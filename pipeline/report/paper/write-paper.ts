import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { InputError } from '../../../base/errors/input-error.js'
import { systemReason } from '../../../base/errors/system-sentence.js'
import { writeAtomically } from '../../../base/files/write-atomically.js'
import { paperKit } from '../../../eval/report/paper/paper-kit.js'
import { declaredModels } from '../../../generators/kinds/declared-generators.js'
import type { StoredExperiment } from '../../opened/stored-experiment.js'
import { scoreExperiment } from '../../score/score-experiment.js'
import type { Execution } from '../../workspace/execution.js'
import { findingsOf } from '../findings.js'
import { reportOf } from '../report-folder.js'
import { cohortOf } from './cohort-of.js'
import { flowOf } from './flow-of.js'
import { usedPrompts } from './used-prompts.js'

/**
 * Writes the paper kit of an experiment into a folder: no text of records, instructions or answers, and no ids. 0600. Other files
 * in the user's folder stay. @returns the paths of the files, paper.tex first
 */
export async function writePaper(
  stored: StoredExperiment,
  folder: string,
  watch: Pick<Execution, 'progress' | 'signal'>,
): Promise<string[]> {
  const { experiment } = stored
  const rows = scoreExperiment(stored)
  const { summary, provenance, cautions } = reportOf(stored, rows)
  const { frontier, ranks, plan } = findingsOf(stored, rows, summary)
  const files = await paperKit({
    summary,
    provenance,
    cautions,
    flow: flowOf(experiment, summary),
    cohort: cohortOf(experiment, watch),
    frontier,
    ranks,
    plan,
    prompts: usedPrompts(experiment.file),
    models: declaredModels(experiment.file.generators).map(({ name }) => name),
  })
  try {
    return files.map(({ path, content }) => {
      const place = join(folder, path)
      mkdirSync(dirname(place), { recursive: true, mode: 0o700 })
      writeAtomically(place, (temporary) => writeFileSync(temporary, content, { mode: 0o600 }))
      return place
    })
  } catch (error) {
    const reason = systemReason(error)
    throw reason === null ? error : new InputError(`cannot write the paper kit to ${folder}: ${reason}`)
  }
}
