import type { TokenCounter } from '../../base/token-counter.js'
import type { Fact } from '../../corpus/instruction.js'
import { openEmbedder } from '../../generators/kinds/open-embedder.js'
import { openTokenCounter } from '../../generators/tokens/token-counters.js'
import type { IndexParameters } from '../../indexes/chunks/parameters.js'
import type { Embedder } from '../../indexes/embedders/embedder.js'
import { Shard } from '../../indexes/store/shard.js'
import { isUnfit } from '../../retrievers/packing/context.js'
import { failureToSend, type ProcessFailure } from '../failures/process-failure.js'
import { type SelectedContext, type SelectedOf, selectOfPatient } from './select-contexts.js'
import { type SelectionRequest, type SelectionSetup, selectionOf } from './selection.js'

/** Some instructions of one patient. */
export type SelectionJob = {
  readonly patientId: string
  readonly folder: string
  readonly requests: readonly SelectionRequest[]
  readonly facts: ReadonlyMap<string, readonly Fact[]>
  readonly parameters: IndexParameters
  readonly setup: SelectionSetup
}

/** What a selecting process sends back. */
export type SelectionReply =
  | { readonly selected: readonly SelectedOf[] }
  | { readonly failure: ProcessFailure }

type Opened = { readonly embedder: Embedder; readonly counter: TokenCounter }
let opened: { readonly key: string; readonly means: Promise<Opened> } | null = null
// A patient with many instructions has several jobs.
let last: { readonly folder: string; readonly shard: Shard } | null = null

/** A worker's entry: selects the contexts of one job. Models are opened once per process. */
export default async function work(job: SelectionJob): Promise<SelectionReply> {
  const { patientId, folder, requests, facts, parameters, setup } = job
  try {
    const key = JSON.stringify(setup)
    if (opened?.key !== key) {
      opened = { key, means: open(setup) }
      last = null
    }
    const { embedder, counter } = await opened.means
    if (last?.folder !== folder) {
      last = { folder, shard: Shard.open(patientId, { folder, parameters, embedder }) }
    }
    const factsOf = (id: string) => facts.get(id) ?? []
    const selection = await selectionOf(requests, setup, { counter, factsOf, reranker: null })
    const instructions = requests.map(({ instruction }) => instruction)
    const selected: SelectedOf[] = []
    for await (const one of selectOfPatient(last.shard, instructions, selection)) {
      selected.push({ ...one, contexts: one.contexts.map(withoutDropped) })
    }
    return { selected }
  } catch (error) {
    // Opens the shard again next time, since it may be the cause.
    last = null
    return { failure: failureToSend(error) }
  }
}

async function open({ embedder, counter }: SelectionSetup): Promise<Opened> {
  return { counter: await openTokenCounter(counter), embedder: await openEmbedder(embedder) }
}

/** Drops passages that are only displayed and never stored, since sending them between processes costs time. */
function withoutDropped(one: SelectedContext): SelectedContext {
  return isUnfit(one.context)
    ? one
    : { ...one, context: { ...one.context, droppedFirst: [], droppedChunks: [] } }
}
