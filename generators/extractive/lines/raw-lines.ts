import { rawPieces } from '../../../corpus/formats/raw-text.js'
import type { ContextLine } from './extractive-line.js'
import { eventName, readPhase } from './line-pieces.js'
import { sentences } from './sentences.js'

/**
 * The lines of a context that shows no passages: a cut of a record's raw text, or notes of a model. Events are 'name value unit', all
 * else is read by sentences. A line is dated by itself, else by the last time that the raw text gives before it.
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
