import { basename } from 'node:path'
import { InputError } from '../../../base/errors/input-error.js'
import { inputName, STANDARD } from '../../../base/files/read-input.js'
import { experimentPlan } from '../../../pipeline/experiment/plan/experiment-plan.js'
import { openPlanSources } from '../../../pipeline/experiment/plan/open-plan.js'
import { ASSUMED } from '../../../pipeline/experiment/plan/planned-sizes.js'
import { planPathOf } from '../../../pipeline/experiment/plan/read-plan.js'
import { withStoredExperiment } from '../../../pipeline/opened/open-stored.js'
import { observedVariation } from '../../../pipeline/report/plan/observed-variation.js'
import { scoreExperiment } from '../../../pipeline/score/score-experiment.js'
import { openOutput } from '../../output/output-file.js'
import { planText } from '../../show/plan-text.js'
import type { CommonOptions } from '../command-options.js'
import { readingWorkspace } from '../in-workspace.js'
import { givenFile } from './given-file.js'

/** Options of `chartsift plan`. */
export type PlanOptions = CommonOptions & {
  readonly sd?: number
  readonly icc?: number
  readonly difference?: number
  readonly from?: string
  readonly out?: string
  readonly json: boolean
}

/** Writes what an experiment declares before its first answer, and prints what it can detect. Asks no server. */
export async function plan(path: string, options: PlanOptions): Promise<0> {
  const { difference = null, json, quiet } = options
  const file = givenFile(path, options)
  if (file.compare === null || file.compare.primary === null)
    throw new InputError(
      `${basename(inputName(path))}: compare.primary: expected the comparison that the plan declares, found none`,
    )
  const out = options.out ?? planPathOf(path)
  if (out === null)
    throw new InputError("--out: expected a file for the plan of standard input ('-' prints it)")
  const sources = await readingWorkspace(options, (workspace) => openPlanSources({ file, path, workspace }))
  const { measure } = file.compare.primary
  const observed = options.from === undefined ? null : await earlierVariation(options.from, measure, options)
  const assumed = {
    sd: options.sd ?? observed?.sd ?? ASSUMED.sd,
    icc: options.icc ?? observed?.icc ?? ASSUMED.icc,
    difference,
    from: observed?.name ?? null,
  }
  const written = experimentPlan({ ...sources, assumed })
  const text = `${JSON.stringify(written, null, 2)}\n`
  const target = await openOutput(out)
  await target.write(text)
  await target.keep()
  if (out === STANDARD) return 0
  process.stdout.write(json ? text : planText(written))
  if (!quiet) process.stderr.write(`wrote ${out}\n${nextStep(path, options.out)}\n`)
  return 0
}

async function earlierVariation(path: string, measure: string, options: PlanOptions) {
  const file = givenFile(path, options)
  return readingWorkspace(options, (workspace, watch) =>
    withStoredExperiment(
      { file, path, workspace, execution: { workers: 1, ...watch }, mayIndex: false },
      (stored) => ({ ...observedVariation(stored, scoreExperiment(stored), measure), name: file.name }),
    ),
  )
}

function nextStep(path: string, out: string | undefined): string {
  const named = out === undefined ? '' : ` --plan ${out}`
  return `next: chartsift run ${path}${named}, which seals the plan before the first answer`
}
