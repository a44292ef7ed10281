import { inflateSync } from 'node:zlib'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { flowFigure } from '../../../../eval/report/figures/flow-figure.js'
import { frontierFigure } from '../../../../eval/report/figures/frontier-figure.js'
import { measureFigures } from '../../../../eval/report/figures/measure-figures.js'
import type { ParticipantFlow } from '../../../../eval/report/figures/participant-flow.js'
import { flowArms } from '../../../../eval/report/figures/participant-flow.js'
import { standaloneSvg } from '../../../../eval/report/figures/standalone-svg.js'
import { svgPdf } from '../../../../eval/report/figures/svg-pdf.js'
import { PROMPT_TOKENS } from '../../../../eval/report/overall/frontier-section.js'
import { trustedMarkup } from '../../../../eval/report/page/html.js'
import { seriesStyles } from '../../../../eval/report/page/series-style.js'
import { madeUp } from '../made-up-summary.js'

const FLOW: ParticipantFlow = {
  read: { patients: 30, instructions: 104 },
  excluded: [
    { reason: 'the record could not be read', patients: 2, instructions: 0 },
    { reason: "the patient's record could not be read", patients: null, instructions: 6 },
  ],
  usable: { patients: 28, instructions: 98 },
  measure: 'evidence-recall',
  arms: [
    { arm: 'sift at 1,000 tokens', generator: 'extractive', scored: 98, unscored: [] },
    {
      arm: 'full at window (7,641 tokens)',
      generator: 'extractive',
      scored: 3,
      unscored: [
        { reason: 'the record is longer than the budget', count: 90 },
        { reason: 'no judged evidence <&>', count: 5 },
      ],
    },
  ],
}

function textsOf(svg: string): string[] {
  const found: string[] = []
  const walk = (node: unknown, name: string): void => {
    if (typeof node === 'string' && name === 'text') found.push(node)
    else if (Array.isArray(node)) for (const one of node) walk(one, name)
    else if (typeof node === 'object' && node !== null)
      for (const [key, inner] of Object.entries(node)) walk(inner, key === '#text' ? name : key)
  }
  walk(new XMLParser({ parseTagValue: false, htmlEntities: true }).parse(svg), '')
  return found
}

/** What the page of a PDF draws, and its texts, decoded from the hexadecimal strings that show them. */
function pageOf(pdf: Uint8Array): { drawn: string; texts: string[] } {
  const bytes = Buffer.from(pdf)
  const start = bytes.indexOf('stream\n') + 'stream\n'.length
  const drawn = inflateSync(bytes.subarray(start)).toString('latin1')
  const texts = [...drawn.matchAll(/\[([^\]]*)\] TJ/g)].map(([, parts]) =>
    [...parts!.matchAll(/<([0-9a-f]+)>/g)]
      .map(([, hex]) => Buffer.from(hex!, 'hex').toString('latin1'))
      .join(''),
  )
  return { drawn, texts }
}

const names = { strategies: ['recent', 'sift<&>', 'full'], budgets: [500, 1000], title: 'tiny' }
const made = madeUp(names)
const charts = measureFigures(made.summary)
const frontier = frontierFigure(
  made.findings.frontier!,
  PROMPT_TOKENS,
  seriesStyles(names.strategies, 'recent'),
)
const all = [...charts, frontier, { name: 'flow', caption: '', svg: flowFigure(FLOW) }]

describe('figures as files', () => {
  it('are means and strategies of each measure, or one chart if there is one budget', () => {
    expect(charts.map(({ name }) => name)).toEqual([
      'means-evidence-recall',
      'strategies-evidence-recall',
      'means-chrf',
      'strategies-chrf',
    ])
    const one = measureFigures(madeUp({ ...names, budgets: [500] }).summary)
    expect(one.map(({ name }) => name)).toEqual(['means-evidence-recall', 'means-chrf'])
    expect(one[0]!.caption).toContain('by strategy, with 95% intervals')
  })

  it.each(all)(
    '$name is XML that can be opened alone: no variable of a page, colors and fonts named',
    ({ svg }) => {
      expect(XMLValidator.validate(svg)).toBe(true)
      expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
      expect(svg).toContain('font-family="Helvetica, Arial, sans-serif"')
      expect(svg).not.toMatch(/var\(|currentColor|class=|system-ui/)
    },
  )

  it.each(all)(
    '$name is the same as a PDF: its size, its texts, the same bytes each time',
    async ({ svg }) => {
      const pdf = await svgPdf(svg)
      const [, , width, height] = /viewBox="(\d+) 0 (\d+) (\d+)"/.exec(svg)!
      // 96 pixels are 72 points.
      expect(Buffer.from(pdf).toString('latin1')).toContain(
        `/MediaBox [0 0 ${Number(width) * 0.75} ${Number(height) * 0.75}]`,
      )
      expect(pageOf(pdf).texts.sort()).toEqual(textsOf(svg).sort())
      expect(Buffer.compare(pdf, await svgPdf(svg))).toBe(0)
    },
  )

  it('show dashes, opacity and shapes in a PDF', async () => {
    const svg = standaloneSvg(
      trustedMarkup(
        '<svg width="100" height="100" fill="currentColor"><g transform="translate(10,20)" stroke="var(--s1)" stroke-dasharray="7 3" fill="none"><line x1="0" y1="0" x2="40" y2="0"/></g><circle cx="5" cy="5" r="2"/></svg>',
      ),
    )
    const { drawn } = pageOf(await svgPdf(svg))
    expect(drawn).toContain('1 0 0 1 10 20 cm')
    expect(drawn).toContain('[7 3] 0 d')
    // #0072b2, by hand: 0x72 is 114, 114 / 255 = .447; 0xb2 is 178, 178 / 255 = .698.
    expect(drawn).toMatch(/0 0\.447\d* 0\.698\d* SCN/)
  })

  it('show a character that the fonts of a PDF lack as its code', async () => {
    const svg = standaloneSvg(
      trustedMarkup('<svg width="9" height="9"><text x="1" y="1">−5 é 心</text></svg>'),
    )
    expect(pageOf(await svgPdf(svg)).texts).toEqual(['\u00965 é [U+5FC3]'])
  })

  it('refuse an element or color that charts do not have', async () => {
    await expect(svgPdf('<svg width="9" height="9"><ellipse/></svg>')).rejects.toThrow('ellipse')
    expect(() => standaloneSvg(trustedMarkup('<svg><g fill="var(--lost)"></g></svg>'))).toThrow('--lost')
  })
})

describe('the flow', () => {
  it('shows every count and reason', () => {
    const texts = textsOf(flowFigure(FLOW))
    for (const text of [
      '30 patient records',
      '104 instructions',
      '2 patients: the record could not be read',
      '98 instructions',
      '95 (a 90, b 5)',
    ])
      expect(texts).toContain(text)
    expect(texts.join(' ')).toContain('b: no judged evidence <&>')
  })

  it('breaks counts that are wider than their column', () => {
    const unscored = Array.from({ length: 8 }, (_, i) => ({ reason: `reason ${i}`, count: 1000 + i }))
    const arms = [{ arm: 'bm25', generator: 'extractive', scored: 0, unscored }]
    const texts = textsOf(flowFigure({ ...FLOW, arms }))
    // The sum of 1000 to 1007; no line has more than 36 characters.
    expect(texts).toContain('8,028 (a 1,000, b 1,001, c 1,002, d')
    expect(texts).toContain('1,003, e 1,004, f 1,005, g 1,006, h')
    expect(texts).toContain('1,007)')
  })

  it('says nothing was left out if nothing was', () => {
    expect(textsOf(flowFigure({ ...FLOW, excluded: [] }))).toContain('nothing')
  })

  it('takes what made instructions unusable out of the arms', () => {
    // i4 is unscored for the last strategy at the first budget (made-up-summary.ts): 3 of 4 are scored.
    const { summary } = madeUp()
    const arms = flowArms(summary, {})
    expect(arms.find(({ arm }) => arm === 'bm25 at 500 tokens')).toEqual({
      arm: 'bm25 at 500 tokens',
      generator: 'extractive',
      scored: 3,
      unscored: [{ reason: 'timed out', count: 1 }],
    })
    const without = flowArms(summary, { 'timed out': 1 })
    expect(without.find(({ arm }) => arm === 'bm25 at 500 tokens')!.unscored).toEqual([])
  })
})
