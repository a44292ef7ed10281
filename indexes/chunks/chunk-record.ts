import type { ChartTime, PatientRecord } from '../../corpus/record.js'
import type { Embedder } from '../embedders/embedder.js'
import { type Chunk, inChartOrder, noteChunk } from './chunk.js'
import { chunkEventDays, chunkEventSeries } from './chunk-events.js'
import { type AnyNoteChunker, chunkRecursive } from './chunk-recursive.js'
import { chunkSentences } from './chunk-sentences.js'
import { chunkTokens } from './chunk-tokens.js'
import type { IndexParameters, NoteUnit } from './parameters.js'

/** `cuts`: as-of times that no chunk of events may straddle. */
export type Chunking = {
  readonly cuts: readonly ChartTime[]
  readonly parameters: IndexParameters
  readonly embedder: Embedder
}

/** All chunks of a record in chart order. A note without visible text has no chunks. */
export async function chunkRecord(
  record: PatientRecord,
  { cuts, parameters, embedder }: Chunking,
): Promise<Chunk[]> {
  const chunker = await noteChunkerOf(parameters.unit, embedder)
  const chunks: Chunk[] = []
  for (const note of record.notes) {
    for (const [start, end] of await chunker(note.text)) chunks.push(noteChunk(note, start, end))
  }
  chunks.push(
    ...(parameters.events === 'series'
      ? chunkEventSeries(record.events)
      : chunkEventDays(record.events, parameters.eventChars, cuts)),
  )
  return chunks.sort(inChartOrder)
}

async function noteChunkerOf(unit: NoteUnit, embedder: Embedder): Promise<AnyNoteChunker> {
  switch (unit.chunk) {
    case 'sentence':
      return chunkSentences
    case 'tokens': {
      const specials = embedder.countTokens('')
      return chunkTokens(
        unit.chunkTokens,
        unit.overlapTokens,
        (text) => embedder.countTokens(text) - specials,
      )
    }
    case 'recursive':
      return chunkRecursive(unit.chunkChars, unit.overlapChars)
  }
}
