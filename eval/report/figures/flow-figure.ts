import { counted, formatCount } from '../../../base/text/format-count.js'
import { html, type Markup } from '../page/html.js'
import { wrapText } from '../tables/wrap-text.js'
import { type FlowRow, flowRows } from './flow-rows.js'
import type { Excluded, ParticipantFlow } from './participant-flow.js'
import { standaloneSvg } from './standalone-svg.js'

const WIDTH = 660
const LEFT = { x: 10, width: 290, columns: 44 }
const RIGHT = { x: 340, width: 310, columns: 48 }
const WHOLE = { x: 10, width: 640 }
const COLUMN = { scored: 420, unscored: 440 }
const LINE = 16
const PADDING = 10
const GAP = 26

/** A step of the flow: a box with lines of text, at a height. */
type Box = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly lines: readonly string[]
}

/** The flow of patients and instructions as an SVG file: what was read, what was left out and why, and what each arm scored. */
export function flowFigure(flow: ParticipantFlow): string {
  const { read, excluded, usable, measure, arms } = flow
  const first = box(LEFT, PADDING, [
    'Read',
    counted(read.patients, 'patient record'),
    counted(read.instructions, 'instruction'),
  ])
  const out = box(RIGHT, PADDING, ['Left out', ...excludedLines(excluded)])
  const next = Math.max(bottom(first), bottom(out)) + GAP
  const second = box(LEFT, next, [
    'Usable',
    counted(usable.patients, 'patient'),
    counted(usable.instructions, 'instruction'),
  ])
  const table = bottom(second) + GAP
  const { rows, legend } = flowRows(arms, measure)
  const third = { ...WHOLE, y: table, lines: [...rows.map(() => ''), ...legend] }
  const height = bottom(third) + PADDING
  const title = `Flow of patients and instructions: ${counted(read.instructions, 'instruction')} read, ${formatCount(usable.instructions)} usable, and how many each arm scores on ${measure}`
  const middle = LEFT.x + LEFT.width / 2
  return standaloneSvg(html`<svg role="img" aria-label="${title}" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-size="12" text-anchor="start"><title>${title}</title>
${arrow([middle, bottom(first)], [middle, second.y])}${arrow([LEFT.x + LEFT.width, first.y + 24], [RIGHT.x, first.y + 24])}${arrow([middle, bottom(second)], [middle, third.y])}
${[first, out, second].map(boxMarkup)}${frame(third)}${rows.map((row, i) => rowMarkup(row, table + PADDING + LINE * i))}
${legend.map((line, i) => text([WHOLE.x + PADDING, table + PADDING + LINE * (rows.length + i)], line))}</svg>`)
}

function box({ x, width, columns }: typeof LEFT, y: number, texts: readonly string[]): Box {
  return { x, y, width, lines: texts.flatMap((one) => wrapText(one, columns, 0).split('\n')) }
}

function bottom({ y, lines }: Box): number {
  return y + lines.length * LINE + 2 * PADDING
}

function excludedLines(excluded: readonly Excluded[]): string[] {
  if (excluded.length === 0) return ['nothing']
  return excluded.map(({ reason, patients, instructions }) => {
    const counts = [
      ...(patients === null ? [] : [counted(patients, 'patient')]),
      ...(instructions === 0 && patients !== null ? [] : [counted(instructions, 'instruction')]),
    ]
    return `${counts.join(', ')}: ${reason}`
  })
}

function boxMarkup(one: Box): Markup {
  const lines = one.lines.map((line, i) => text([one.x + PADDING, one.y + PADDING + LINE * i], line, i === 0))
  return html`${frame(one)}${lines}`
}

function frame(one: Box): Markup {
  return html`<rect x="${one.x}" y="${one.y}" width="${one.width}" height="${bottom(one) - one.y}" fill="none" stroke="currentColor"/>`
}

function rowMarkup({ name, scored, unscored, isHead }: FlowRow, y: number): Markup {
  return html`${text([WHOLE.x + PADDING, y], name, isHead)}<text x="${COLUMN.scored}" y="${y + 12}" text-anchor="end"${weight(isHead)}>${scored}</text>${text([COLUMN.unscored, y], unscored, isHead)}`
}

function text([x, y]: Point, content: string, isBold = false): Markup {
  if (content === '') return html``
  return html`<text x="${x}" y="${y + 12}"${weight(isBold)}>${content}</text>`
}

function weight(isBold: boolean): Markup {
  return isBold ? html` font-weight="600"` : html``
}

type Point = readonly [x: number, y: number]

/** A line with a head, down or to the right. */
function arrow([x1, y1]: Point, [x2, y2]: Point): Markup {
  const isDown = x1 === x2
  const head = isDown
    ? `M${x2 - 4},${y2 - 7}L${x2},${y2}L${x2 + 4},${y2 - 7}Z`
    : `M${x2 - 7},${y2 - 4}L${x2},${y2}L${x2 - 7},${y2 + 4}Z`
  return html`<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="currentColor"/><path d="${head}"/>`
}
