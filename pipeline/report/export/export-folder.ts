import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../../base/errors/input-error.js'
import { systemReason } from '../../../base/errors/system-sentence.js'
import { writeAtomically } from '../../../base/files/write-atomically.js'
import type { StoredExperiment } from '../../opened/stored-experiment.js'
import { trecQrelLines, trecRunLines, trecTag } from './export-trec.js'

/** The files that were written. `nameless`: how many contexts a run cannot hold because they name no passages. */
export type TrecExport = { readonly files: readonly string[]; readonly nameless: number }

/**
 * Writes 'runs/STRATEGY@BUDGET.run' for each strategy and budget, since trec_eval refuses a file in which a query has a
 * document twice, and qrels.txt if the corpus has judgements. The files hold only ids and numbers; 0600. Other files in the
 * user's folder stay.
 */
export function writeTrec({ experiment, store }: StoredExperiment, folder: string): TrecExport {
  const { arms, instructions, indexed } = experiment
  const runs = join(folder, 'runs')
  const files: string[] = []
  let nameless = 0
  const put = (path: string, text: string) => {
    writeAtomically(path, (temporary) => writeFileSync(temporary, text, { mode: 0o600 }))
    files.push(path)
  }
  try {
    mkdirSync(runs, { recursive: true, mode: 0o700 })
    for (const { strategy, budget } of arms.all) {
      let text = ''
      for (const { instructionId } of instructions) {
        const context = store.contexts.get({ instructionId, strategy, budget })
        const lines = trecRunLines(context)
        if (lines === '' && context.tokens > 0) nameless++
        text += lines
      }
      put(join(runs, `${trecTag({ strategy, budget })}.run`), text)
    }
    if (indexed.goldSource !== 'none') {
      const lines = instructions.map(({ instructionId }) =>
        trecQrelLines(instructionId, indexed.facts.get(instructionId) ?? []),
      )
      put(join(folder, 'qrels.txt'), lines.join(''))
    }
  } catch (error) {
    const reason = systemReason(error)
    throw reason === null ? error : new InputError(`cannot write runs to ${folder}: ${reason}`)
  }
  return { files, nameless }
}
