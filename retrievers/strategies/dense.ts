import { byScore, rankedStrategy } from '../ranked.js'
import type { Strategy } from '../strategy.js'
import type { RecordView } from '../view/record-view.js'

/** More chunks than any context of 4,000 tokens holds. */
const GRAPH_DEPTH = 400

/** Nearest chunks by cosine through the patient's HNSW graph. `depth` is how many the graph is asked for. */
export function dense(depth = GRAPH_DEPTH): Strategy {
  return rankedStrategy('dense', async (instruction, view) => {
    const query = await view.shard.embedQuery(instruction.text)
    return byScore(view.chunks, view.shard.vectors.nearest(query, depth, view.chunks.length))
  })
}

/** Nearest chunks by the cosine of every visible chunk: what `dense` is an approximation of. */
export function denseExact(): Strategy {
  return rankedStrategy('dense-exact', async ({ text }, view) =>
    byScore(view.chunks, await cosines(text, view)),
  )
}

/** Cosine of every visible chunk to the query, exactly. */
export async function cosines(query: string, view: RecordView): Promise<Float64Array> {
  return view.shard.vectors.scores(await view.shard.embedQuery(query), view.chunks.length)
}
