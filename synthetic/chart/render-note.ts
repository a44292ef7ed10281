import type { Random } from '../draw/synthetic-random.js'
import type { Section, Span } from './chart.js'

/** How a note marks its headings. */
export type NoteStyle = 'hash' | 'capitals' | 'colon'

const NOTE_STYLES: readonly NoteStyle[] = ['hash', 'capitals', 'colon']

const SEPARATORS = { lines: '\n', prose: ' ', list: ', ' } as const

/** The note as one text, and where each keyed piece is in it (its first place if it occurs twice). */
export function renderNote(
  sections: readonly Section[],
  style: NoteStyle,
): { text: string; spans: ReadonlyMap<string, Span> } {
  const spans = new Map<string, Span>()
  let text = ''
  for (const section of sections) {
    if (section.pieces.length === 0) continue
    if (text !== '') text += style === 'colon' ? '\n' : '\n\n'
    text += heading(section, style)
    section.pieces.forEach((piece, index) => {
      if (index > 0) text += SEPARATORS[section.layout]
      const start = text.length
      text += piece.text
      if (piece.key !== null && !spans.has(piece.key)) spans.set(piece.key, { start, end: text.length })
    })
  }
  return { text, spans }
}

function heading(section: Section, style: NoteStyle): string {
  if (section.title === null) return ''
  if (style === 'hash') return `# ${section.title}\n`
  if (style === 'capitals') return `${section.title.toUpperCase()}:\n`
  return `${section.title}:${section.layout === 'lines' ? '\n' : ' '}`
}

/** Draws how one author marks headings. */
export function drawStyle(random: Random): NoteStyle {
  return random.pick(NOTE_STYLES)
}
