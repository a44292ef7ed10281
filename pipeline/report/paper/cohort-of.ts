import type { TokenCounter } from '../../../base/token-counter.js'
import type { Fact } from '../../../corpus/instruction.js'
import type { ChartTime } from '../../../corpus/record.js'
import type { Cohort, CohortRecord } from '../../../eval/report/paper/cohort-table.js'
import { linearizedEnd } from '../../../retrievers/view/linearized-end.js'
import type { StoredChart } from '../../charts/stored-chart.js'
import type { Experiment } from '../../experiment/experiment.js'
import type { Execution } from '../../workspace/execution.js'

const MS_PER_DAY = 86_400_000

/** Reads every record once, to count its tokens. */
export function cohortOf(
  experiment: Experiment,
  { progress, signal }: Pick<Execution, 'progress' | 'signal'>,
): Cohort {
  const { indexed, instructions, charts, counter } = experiment
  const records: CohortRecord[] = []
  const evidenceAges: number[] = []
  const times: ChartTime[] = []
  progress.start('counting tokens of records', indexed.patients.length)
  for (const { patientId, notes, events } of indexed.patients) {
    signal.throwIfAborted()
    const chart = charts.of(patientId)
    const own = instructions.filter((one) => one.patientId === patientId)
    const [first, last] = endsOf(chart)
    if (first !== null && last !== null) times.push(first, last)
    records.push({
      notes,
      events,
      tokens: tokensOf(chart, counter),
      days: first === null || last === null ? null : daysBetween(first, last),
      instructions: own.length,
    })
    for (const { instructionId, asOf } of own) {
      const until = asOf ?? last
      const newest = newestOf(indexed.facts.get(instructionId) ?? [], chart)
      if (until !== null && newest !== null) evidenceAges.push(daysBetween(newest, until))
    }
    progress.advance(patientId)
  }
  progress.finish()
  const years = times.map((time) => time.slice(0, 4)).sort()
  return {
    records,
    counter: counter.name,
    years: years.length === 0 ? null : { first: years[0]!, last: years.at(-1)! },
    evidenceAges,
    usableInstructions: instructions.length,
    withAsOf: instructions.filter(({ asOf }) => asOf !== null).length,
  }
}

function tokensOf({ record }: StoredChart, counter: TokenCounter): number {
  return counter.count(linearizedEnd({ shard: { record }, asOf: null }, Number.POSITIVE_INFINITY).text)
}

function endsOf({ times, end }: StoredChart): [first: ChartTime | null, last: ChartTime | null] {
  let first: ChartTime | null = null
  for (const time of [...times.notes.values(), ...times.events.values()])
    if (time !== null && (first === null || time < first)) first = time
  return [first, end]
}

/** The time of the newest place that proves a fact; null if there is none with a time. */
function newestOf(facts: readonly Fact[], { times }: StoredChart): ChartTime | null {
  const found = facts.flatMap(({ places }) =>
    places.flatMap(({ documentId }) => times.notes.get(documentId) ?? times.events.get(documentId) ?? []),
  )
  return found.sort().at(-1) ?? null
}

/** Both times are read in the same way, so the time zone does not matter. */
function daysBetween(first: ChartTime, last: ChartTime): number {
  return (msOf(last) - msOf(first)) / MS_PER_DAY
}

function msOf(time: ChartTime): number {
  return Date.parse(`${time.replace(' ', 'T')}Z`)
}
