import type { Prompt } from './generator.js'

/** The smallest piece of a context that can answer: a sentence of a note, or one event. */
export type ContextLine = {
  readonly text: string
  /** 'YYYY-MM-DD' or 'YYYY-MM-DD HH:MM', from the line itself or from the header above it. */
  readonly time: string | null
  readonly documentIds: readonly string[]
  readonly isEvent: boolean
}

// '[2022-03-30 06:06 progress note]', with the document ids in parentheses behind it or without.
const HEADER =
  /^\[(?:(\d{4}-\d\d-\d\d(?: \d\d:\d\d)?)|undated)\b[^\]\n]*\](?:.*\(((?:note|event):[^\n]*)\))?\s*$/
const DATE = /\b\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d)?/g
const CLOCK = /^(\d\d:\d\d)(?::\d\d)? /
const SENTENCE_END = /(?<=[.!?])\s+(?=[\p{Lu}\d])/u

type Block = { readonly text: string; readonly time: string | null; readonly documentIds: readonly string[] }

/** Splits a context into lines, each with its own date and the documents that it came from. */
export function readContextLines(prompt: Prompt): ContextLine[] {
  if (prompt.passages.length === 0) return headedBlocks(prompt.context).flatMap(splitBlock)
  return prompt.passages.flatMap(({ text, documentIds }) => {
    const time = eventTime(documentIds[0] ?? '') ?? timeAbove(prompt.context, text)
    const body = text.split('\n').filter((line) => !HEADER.test(line))
    return splitBlock({ text: body.join('\n'), time, documentIds })
  })
}

/** The time that the last header before a passage (or its own first line) gives. */
function timeAbove(context: string, passage: string): string | null {
  const [firstLine = ''] = passage.split('\n', 1)
  let header = HEADER.exec(firstLine)
  // Backwards from the passage: its header is near, the beginning of the context may be far.
  let end = context.indexOf(passage)
  while (header === null && end > 0) {
    const start = context.lastIndexOf('\n', end - 1) + 1
    header = HEADER.exec(context.slice(start, end))
    end = start - 1
  }
  return header?.[1] ?? null
}

function headedBlocks(context: string): Block[] {
  let block = { time: null as string | null, documentIds: [] as string[], lines: [] as string[] }
  const blocks = [block]
  for (const line of context.split('\n')) {
    const header = HEADER.exec(line)
    if (header) {
      block = {
        time: header[1] ?? null,
        documentIds: header[2]?.split(/[,;] (?=note:|event:)/) ?? [],
        lines: [],
      }
      blocks.push(block)
    } else block.lines.push(withoutTags(line))
  }
  return blocks.map(({ time, documentIds, lines }) => ({ time, documentIds, text: lines.join('\n') }))
}

/** Truncated records are raw XML: of a tag the quoted attribute values stay. */
function withoutTags(line: string): string {
  return line.replace(/<[^<>]*>/g, (tag) => ` ${[...tag.matchAll(/"([^"]*)"/g)].map((m) => m[1]).join(' ')} `)
}

function splitBlock(block: Block): ContextLine[] {
  const isEvent = block.documentIds.some((id) => id.startsWith('event:'))
  const pieces = block.text
    .split('\n')
    .flatMap((line) => (isEvent ? eventPieces(line, block.time) : sentences(line)))
  const named = pieces.filter(({ text }) => text !== '')
  // A passage of events names its events in the order in which it shows them.
  const isOneToOne = isEvent && named.length === block.documentIds.length
  return named.map(({ text, time }, position) => {
    const own = time ?? block.time
    const documentIds = isOneToOne ? [block.documentIds[position]!] : idsAt(block.documentIds, own)
    return { text, time: own, documentIds, isEvent }
  })
}

type Piece = { readonly text: string; readonly time: string | null }

function sentences(line: string): Piece[] {
  return line.split(SENTENCE_END).map((text) => ({ text: text.trim(), time: text.match(DATE)?.[0] ?? null }))
}

/** One piece an event, of a day ('06:06 Body Height 56.40 cm; Heart rate 71 /min') or a series ('Name (unit): date value; ...'). */
function eventPieces(line: string, day: string | null): Piece[] {
  const series = /^(.+?): (?=\d{4}-\d\d-\d\d|undated)/.exec(line)
  const clock = CLOCK.exec(line)
  const name = series ? `${series[1]}: ` : ''
  const body = line.slice(series?.[0].length ?? clock?.[0].length ?? 0)
  const at = clock && day !== null ? `${day.slice(0, 10)} ${clock[1]}` : day
  return body.split('; ').map((part) => {
    const text = part.trim()
    return { text: text === '' ? '' : name + text, time: text.match(DATE)?.[0] ?? (series ? null : at) }
  })
}

function idsAt(documentIds: readonly string[], time: string | null): readonly string[] {
  if (time === null || documentIds.length < 2) return documentIds
  const matching = documentIds.filter((id) => id.startsWith(`event:${time.replace('T', ' ')}`))
  return matching.length > 0 ? matching : documentIds
}

function eventTime(documentId: string): string | null {
  return /^event:(\d{4}-\d\d-\d\d \d\d:\d\d)/.exec(documentId)?.[1] ?? null
}
