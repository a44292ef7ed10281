import type PDFDocument from 'pdfkit'

/** An element of an SVG with its own and inherited attributes. */
export type Shape = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
}

/** Draws one shape or text at the origin of the page's current transform. @throws Error if charts have no such element */
export function drawShape(pdf: PDFDocument, shape: Shape): void {
  const { name, attributes } = shape
  const at = (key: string) => lengthOf(attributes, key)
  if (name === 'text') {
    drawText(pdf, shape)
    return
  }
  if (name === 'rect') pdf.rect(at('x'), at('y'), at('width'), at('height'))
  else if (name === 'circle') pdf.circle(at('cx'), at('cy'), at('r'))
  else if (name === 'line') pdf.moveTo(at('x1'), at('y1')).lineTo(at('x2'), at('y2'))
  else if (name === 'path') pdf.path(attributes['d'] ?? '')
  else throw new Error(`a figure has the element ${name}, which no PDF is drawn with`)
  paint(pdf, attributes)
}

function lengthOf(attributes: Shape['attributes'], key: string): number {
  const value = attributes[key] ?? '0'
  if (value === '100%') return Number(attributes[`page-${key}`])
  return Number(value)
}

function paint(pdf: PDFDocument, attributes: Shape['attributes']): void {
  const { fill = 'none', stroke = 'none' } = attributes
  if (fill !== 'none') pdf.fillColor(fill, Number(attributes['fill-opacity'] ?? 1))
  if (stroke !== 'none') {
    pdf.strokeColor(stroke, Number(attributes['stroke-opacity'] ?? 1))
    pdf.lineWidth(Number(attributes['stroke-width'] ?? 1))
    if (attributes['stroke-linecap'] === 'round') pdf.lineCap('round')
    if (attributes['stroke-linejoin'] === 'round') pdf.lineJoin('round')
    const dash = (attributes['stroke-dasharray'] ?? 'none').split(/[ ,]+/).map(Number)
    if (dash.every(Number.isFinite)) pdf.dash(dash)
  }
  if (fill !== 'none' && stroke !== 'none') pdf.fillAndStroke()
  else if (fill !== 'none') pdf.fill()
  else if (stroke !== 'none') pdf.stroke()
}

const BOLD_FROM = 600

function drawText(pdf: PDFDocument, { attributes, text }: Shape): void {
  const size = Number(attributes['font-size'] ?? 10)
  const isBold = Number(attributes['font-weight'] ?? 400) >= BOLD_FROM
  pdf.font(isBold ? 'Helvetica-Bold' : 'Helvetica', size)
  const shown = inWinAnsi(text)
  const anchor = attributes['text-anchor'] ?? 'start'
  const width = pdf.widthOfString(shown)
  const shift = anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0
  pdf.fillColor(attributes['fill'] ?? 'black', Number(attributes['fill-opacity'] ?? 1))
  const [x, y] = ['x', 'y'].map((key) => emOf(attributes[key], size) + emOf(attributes[`d${key}`], size))
  pdf.text(shown, x! - shift, y!, { lineBreak: false, baseline: 'alphabetic' })
}

/** A length in pixels or in em. */
function emOf(value: string | undefined, size: number): number {
  if (value === undefined) return 0
  return value.endsWith('em') ? Number.parseFloat(value) * size : Number(value)
}

const REPLACED: Readonly<Record<string, string>> = { '\u2212': '\u2013', '\u2264': '<=', '\u2265': '>=' }
/** The characters of the standard fonts, which are those of Windows-1252. */
const WIN_ANSI = /[ -~\u00a0-\u00ff\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2022\u20ac]/

/** Text that the standard fonts have; another character is shown as its code. */
function inWinAnsi(text: string): string {
  return Array.from(text, (character) => {
    const known = REPLACED[character] ?? character
    return Array.from(known).every((one) => WIN_ANSI.test(one))
      ? known
      : `[U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`
  }).join('')
}
