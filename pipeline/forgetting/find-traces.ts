import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { repliesOf } from '../../generators/servers/response-cache.js'
import { sameId } from '../workspace/tombstones.js'
import { REPLIES_FILE } from '../workspace/workspace.js'
import { storedOfPatient } from './stored-patient.js'

/** One place of a workspace, relative to it, and what it holds about a patient. */
export type Trace = { readonly place: string; readonly kind: TraceKind; readonly what: string }

/**
 * What kind of place it is. patient: the patient's own folder. corpus: files about all patients of a corpus, which the next
 * `index` makes again. experiment: rows in results.db. unreadable: an experiment whose results cannot be read. report: made
 * from the rows. replies: rows in responses.db. file: cannot be divided by patient.
 */
export type TraceKind = 'patient' | 'corpus' | 'experiment' | 'unreadable' | 'report' | 'replies' | 'file'

/** Everything in a workspace that is about one patient. */
export type Traces = {
  readonly traces: readonly Trace[]
  readonly instructionIds: readonly string[]
}

/** What a workspace holds about a patient. Changes nothing. */
export function findTraces(workspace: string, patientId: string): Traces {
  const corpora = foldersIn(workspace, 'corpora')
    // A collection that `rank` indexed has no patients.
    .filter((name) => !name.startsWith('beir-'))
    .flatMap((name) => corpusTraces(workspace, name, patientId))
  const experiments = foldersIn(workspace, 'experiments').map((name) =>
    experimentTraces(workspace, join('experiments', name), patientId),
  )
  const own = [
    ...corpora,
    ...experiments.flatMap(({ traces }) => traces),
    ...replyTraces(workspace, patientId),
  ]
  const shared = own.length === 0 ? [] : sharedTraces(workspace)
  return {
    traces: [...own, ...shared],
    instructionIds: [...new Set(experiments.flatMap(({ instructionIds }) => instructionIds))],
  }
}

function corpusTraces(workspace: string, corpus: string, patientId: string): Trace[] {
  const patients = join('corpora', corpus, 'patients')
  const own = foldersIn(workspace, patients)
    .filter((name) => sameId(name, patientId))
    .map((name): Trace => {
      const place = join(patients, name)
      const files = readdirSync(join(workspace, place)).length
      return { place, kind: 'patient', what: `record and indexes, ${files} files` }
    })
  if (own.length === 0) return []
  const about: Trace[] = [
    {
      place: join('corpora', corpus, 'manifest.json'),
      kind: 'corpus',
      what: 'counts and anomalies of the whole corpus',
    },
    {
      place: join('stamps', `${corpus}.json`),
      kind: 'corpus',
      what: 'file times and sizes, and matched evidence, of all patients',
    },
  ]
  return [...own, ...about.filter(({ place }) => existsSync(join(workspace, place)))]
}

function experimentTraces(workspace: string, place: string, patientId: string): Traces {
  const stored = storedOfPatient(join(workspace, place, 'results.db'), patientId)
  if (stored === null) {
    const what =
      'results that cannot be read and may contain the patient: deleted with the answers about all patients'
    return { traces: [{ place, kind: 'unreadable', what }], instructionIds: [] }
  }
  const { instructionIds, contexts, responses, grades } = stored
  if (instructionIds.length === 0) return { traces: [], instructionIds }
  const what = `${contexts} contexts, ${responses} answers, ${grades} grades`
  const traces: Trace[] = [{ place: join(place, 'results.db'), kind: 'experiment', what }]
  if (existsSync(join(workspace, place, 'report')))
    traces.push({ place: join(place, 'report'), kind: 'report', what: 'values and derived files' })
  return { traces, instructionIds }
}

function replyTraces(workspace: string, patientId: string): Trace[] {
  const path = join(workspace, REPLIES_FILE)
  const replies = existsSync(path) ? repliesOf(path, patientId) : 0
  return replies === 0 ? [] : [{ place: REPLIES_FILE, kind: 'replies', what: `${replies} replies of models` }]
}

/** Files about all patients together, which cannot be divided by patient. */
function sharedTraces(workspace: string): Trace[] {
  const teacher = join('cache', 'teacher')
  const vectors = existsSync(join(workspace, teacher)) ? readdirSync(join(workspace, teacher)).length : 0
  const comparisons = ['compare', 'compare.html'].filter((name) => existsSync(join(workspace, name)))
  return [
    ...(vectors === 0
      ? []
      : [{ place: teacher, kind: 'file' as const, what: `vectors of texts, ${vectors} files` }]),
    ...comparisons.map((place) => ({ place, kind: 'file' as const, what: 'means of compared experiments' })),
  ]
}

function foldersIn(workspace: string, place: string): string[] {
  const folder = join(workspace, place)
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}
