import { rawPieces } from '../../../corpus/formats/raw-text.js'
import type { ContextLine } from './extractive-line.js'
import { eventName, readPhase } from './line-pieces.js'
import { sentences } from './sentences.js'

/**
 * The lines of a context without passages: a cut of a record's raw text, or a model's notes. Events read 'name
 * value unit'; everything else is split into sentences. A line is dated by itself, or else by the last time
 * before it in the raw text.
 */
export function readRawLines(context: string): ContextLine[] {
  return rawPieces(context).flatMap(({ text, isEvent, name, domain, time }, position) => {
    const read = isEvent
      ? [{ text, time: null, name: name ?? eventName(text), phase: readPhase(text) }]
      : sentences(text).map(({ text, time, heading }) => ({ text, time, name: heading, phase: null }))
    return read.map(
      (line, at): ContextLine => ({
        text: line.text,
        time: line.time ?? time,
        documentIds: [],
        isEvent,
        name: line.name,
        phase: line.phase,
        domain,
        place: `${position}.${at}`,
      }),
    )
  })
}
