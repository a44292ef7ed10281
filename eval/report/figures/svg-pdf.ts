import { parseHTML } from 'linkedom'
import type PDFDocument from 'pdfkit'
import { drawShape } from './svg-shapes.js'

/** One point of a PDF is 1/72 inch, one pixel of an SVG 1/96. */
const POINTS_PER_PIXEL = 0.75

/** What a shape inherits from the elements around it, as attributes. */
export type Inherited = Readonly<Record<string, string>>

/** What is read of an element of the parser, which has no types of its own. */
type SvgElement = {
  readonly tagName: string
  readonly textContent: string | null
  readonly children: Iterable<SvgElement>
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>
}

const NOT_INHERITED = new Set(['transform', 'aria-label', 'aria-hidden', 'role', 'x', 'y', 'width', 'height'])

/**
 * A figure that `standaloneSvg` made as a PDF page of the same size: lines, shapes and text, in the standard Helvetica that every
 * reader has. The same figure gives the same bytes. It draws what charts and the flow consist of, and throws on anything else.
 */
export async function svgPdf(svg: string): Promise<Uint8Array> {
  // Loaded here, because other commands do not draw.
  const { default: Document } = await import('pdfkit')
  const root = parseHTML(`<!DOCTYPE html><html><body>${svg}</body></html>`).document.querySelector('svg')!
  const [width, height] = [Number(root.getAttribute('width')), Number(root.getAttribute('height'))]
  const pdf = new Document({
    size: [width * POINTS_PER_PIXEL, height * POINTS_PER_PIXEL],
    margin: 0,
    info: {
      Title: root.querySelector('title')?.textContent ?? '',
      CreationDate: new Date(0),
      ModDate: new Date(0),
    },
  })
  const bytes = collected(pdf)
  pdf.scale(POINTS_PER_PIXEL)
  drawChildren(pdf, root, {
    ...attributesOf(root),
    'page-width': String(width),
    'page-height': String(height),
  })
  pdf.end()
  return bytes
}

function collected(pdf: PDFDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  return new Promise((resolve, reject) => {
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
}

function drawChildren(pdf: PDFDocument, parent: SvgElement, inherited: Inherited): void {
  for (const element of parent.children) {
    const own = attributesOf(element)
    const name = element.tagName.toLowerCase()
    if (name === 'title') continue
    pdf.save()
    move(pdf, own['transform'])
    const all = { ...inherited, ...own }
    // A text of several lines has an element for each, which drawShape does not know.
    const isContainer = name === 'g' || (name === 'text' && [...element.children].length > 0)
    if (isContainer) drawChildren(pdf, element, onlyInherited(all))
    else drawShape(pdf, { name, attributes: all, text: element.textContent ?? '' })
    pdf.restore()
  }
}

function attributesOf(element: SvgElement): Record<string, string> {
  const own = Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]))
  const size = /font-size:\s*([\d.]+)px/.exec(own['style'] ?? '')?.[1]
  return size === undefined ? own : { ...own, 'font-size': size }
}

function onlyInherited(attributes: Inherited): Inherited {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !NOT_INHERITED.has(name)))
}

function move(pdf: PDFDocument, transform: string | undefined): void {
  if (transform === undefined) return
  const numbers = (text: string) => text.split(/[ ,]+/).map(Number)
  for (const [, name, values] of transform.matchAll(/(\w+)\(([^)]*)\)/g)) {
    const [first, second = 0] = numbers(values!)
    if (name === 'translate') pdf.translate(first!, second)
    else if (name === 'rotate') pdf.rotate(first!)
    else throw new Error(`a figure has the transform ${name}, which no PDF is drawn with`)
  }
}
