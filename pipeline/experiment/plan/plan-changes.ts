import type { PlanChange } from '../../../eval/report/plan/declared-plan.js'
import type { ExperimentFile } from '../experiment-file.js'
import type { ExperimentPlan } from './experiment-plan.js'
import { type Json, plannedChoices } from './planned-choices.js'
import type { PlannedQuestions } from './planned-questions.js'

/** What differs between a plan and an experiment file, by the key of the file, in the order of the plan. */
export function changedChoices({ choices }: ExperimentPlan, file: ExperimentFile): PlanChange[] {
  return changes('', choices, plannedChoices(file))
}

/** What differs between a plan and the questions of a corpus. Hashes are named, not shown. */
export function changedQuestions({ questions }: ExperimentPlan, now: PlannedQuestions): PlanChange[] {
  const counts = (['instructions', 'patients'] as const).flatMap((key) =>
    changes(`${key} of the corpus`, questions[key], now[key]),
  )
  const contents = (
    [
      ['asked', 'instructions of the corpus'],
      ['judged', 'reference answers and judgments of the corpus'],
    ] as const
  ).flatMap(([key, field]) =>
    questions[key] === now[key] || counts.length > 0 ? [] : [{ field, planned: null, now: null }],
  )
  return [...counts, ...contents]
}

/** Differences between two values; those of objects are named by key. */
function changes(field: string, planned: Json | undefined, now: Json | undefined): PlanChange[] {
  if (isRecord(planned) && isRecord(now)) {
    const keys = [...new Set([...Object.keys(planned), ...Object.keys(now)])]
    return keys.flatMap((key) => changes(field === '' ? key : `${field}.${key}`, planned[key], now[key]))
  }
  const [before, after] = [textOf(planned), textOf(now)]
  // A later version may know more keys.
  const isUnset = (planned ?? null) === null && (now ?? null) === null
  return isUnset || before === after ? [] : [{ field, planned: before, now: after }]
}

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value as sentences show it; an entry that is only there or not is 'listed'. */
function textOf(value: Json | undefined): string {
  if (value === undefined) return 'not there'
  if (value === null) return 'none'
  if (value === true) return 'listed'
  if (typeof value === 'string') return value
  if (!isRecord(value)) return JSON.stringify(value)
  const texts = Object.entries(value).map(([key, inner]) => `${key} ${textOf(inner)}`)
  return texts.length === 0 ? 'listed' : texts.join(', ')
}
