import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { InputError } from '../../../base/errors/input-error.js'
import { inputName, STANDARD } from '../../../base/files/read-input.js'
import { readUtf8 } from '../../../base/files/read-utf8.js'
import { changeText } from '../../../eval/report/plan/declared-plan.js'
import { shellWord } from '../../workspace/shell-word.js'
import { type ExperimentPlan, hashOfPlan } from './experiment-plan.js'
import { openPlanSources, type PlanRequest } from './open-plan.js'
import { changedChoices, changedQuestions } from './plan-changes.js'

/** Where the plan of an experiment file is, unless it is named: NAME.plan.json next to NAME.yaml; null for standard input. */
export function planPathOf(path: string): string | null {
  return path === STANDARD ? null : `${path.replace(/\.ya?ml$/i, '')}.plan.json`
}

/**
 * The plan with which an experiment file is to be run; null if there is none.
 * @param named the path that the user gave; null: next to the experiment file, if it is there
 * @throws InputError if the file is no plan, was edited, or belongs to another experiment file or corpus
 */
export async function planFor(request: PlanRequest, named: string | null): Promise<ExperimentPlan | null> {
  const own = planPathOf(request.path)
  if (named === null && (own === null || !existsSync(own))) return null
  const path = named ?? own!
  const plan = readPlan(path, request.path)
  const { questions } = await openPlanSources(request)
  const [first, ...others] = [...changedChoices(plan, request.file), ...changedQuestions(plan, questions)]
  if (first !== undefined) {
    const more = others.length === 0 ? '' : `, and ${others.length} more`
    throw new InputError(
      `${basename(path)}: expected the plan of ${basename(inputName(request.path))}, found one that differs in ${changeText(first)}${more}; nothing was sent: ${advice(request.path)}`,
    )
  }
  return plan
}

/** @throws InputError for anything that `chartsift plan` did not write */
function readPlan(path: string, experiment: string): ExperimentPlan {
  const what = "a plan that 'chartsift plan' wrote"
  const shown = basename(inputName(path))
  const text = readUtf8(path, what)
  const value = parsed(text)
  if (value?.plan !== 'chartsift') {
    const found = value === null ? 'no JSON object' : 'another JSON object'
    throw new InputError(`${shown}: expected ${what}, found ${found}: ${advice(experiment)}`)
  }
  if (value.format !== 1)
    throw new InputError(
      `${shown}: expected a plan in format 1, found format ${String(value.format)}: use the version of chartsift that wrote it`,
    )
  if (value.hash !== hashOfPlan(value))
    throw new InputError(
      `${shown}: expected a plan as 'chartsift plan' wrote it, found one that was edited: ${advice(experiment)}`,
    )
  return value
}

function parsed(text: string): ExperimentPlan | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as ExperimentPlan) : null
  } catch {
    return null
  }
}

function advice(experiment: string): string {
  return `write it again with 'chartsift plan ${shellWord(experiment)}', or remove it to run without a plan`
}
