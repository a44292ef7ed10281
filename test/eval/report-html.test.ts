import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { reportHtml } from '../../eval/report-html.js'
import { madeUp } from './made-up-summary.js'

const hostile = '"><script>alert(1)</script>&\'x'

function render(names?: Parameters<typeof madeUp>[0]): string {
  const { summary, provenance } = madeUp(names)
  return reportHtml(summary, provenance)
}

describe('reportHtml', () => {
  it('puts the verdict before every figure and the primary measure first', () => {
    const page = render()
    const { document } = parseHTML(page)
    expect(document.querySelector('.verdict')!.textContent).toMatch(/^At 1,000 tokens, bm25 finds /)
    expect(page.indexOf('class="verdict"')).toBeLessThan(page.indexOf('<svg'))
    expect([...document.querySelectorAll('h2')].map((one) => one.textContent)).toEqual([
      'evidence-recall generator extractive',
      'chrf generator extractive',
      'Unscored',
      'What made this report',
      'Oddities of the input',
    ])
  })

  it('draws each measure over the budgets and once for each strategy with its band', () => {
    const { document } = parseHTML(render())
    const [recall] = document.querySelectorAll('main section')
    expect(recall!.querySelectorAll('.overview svg')).toHaveLength(1)
    expect(recall!.querySelectorAll('.panels figure')).toHaveLength(2)
    expect(recall!.querySelectorAll('.panels [aria-label="area"] path')).toHaveLength(2)
    expect(recall!.querySelector('.overview')!.textContent).toContain('bm25')
  })

  it('keeps apart strategies whose long names begin, and end, alike', () => {
    const strategies = ['mmr', 'recency'].map((modifier) => `sift-series+neighbours+${modifier}+by-relevance`)
    const { document } = parseHTML(render({ strategies, budgets: [500], title: 't' }))
    const chart = document.querySelector('main section:first-child figure svg')!
    const labels = chart.querySelectorAll('[aria-label="y-axis tick label"] text')
    expect([...labels].map((label) => label.textContent)).toEqual([
      'sift-serie…-relevance',
      'sift-serie…-relevance',
    ])
    for (const name of strategies) expect(document.querySelector('main section')!.textContent).toContain(name)
  })

  it('draws points and intervals where there is one budget only', () => {
    const { document } = parseHTML(render({ strategies: ['recent', 'bm25'], budgets: [500], title: 't' }))
    expect(document.querySelectorAll('.panels')).toHaveLength(0)
    expect(document.querySelectorAll('main section:first-child figure svg')).toHaveLength(1)
  })

  it('counts what is unscored, by reason and budget', () => {
    const { document } = parseHTML(render())
    const row = [...document.querySelectorAll('tr')].find((one) => one.textContent.includes('timed out'))!
    expect([...row.querySelectorAll('td')].map((cell) => cell.textContent)).toEqual([
      'timed out',
      'bm25',
      'evidence-recall, chrf',
      'extractive',
      '1',
      '0',
    ])
  })

  it('names counter, hash, versions and parameters, and shows warnings', () => {
    const { summary, provenance } = madeUp()
    const page = reportHtml(summary, { ...provenance, warnings: ['Tokens are <approximate>.'] })
    for (const part of [
      'cl100k',
      'sha256:00ff',
      'windowTokens',
      'chartsift',
      'event without a time',
      '1,200',
    ])
      expect(page).toContain(part)
    expect(parseHTML(page).document.querySelector('.warning')!.textContent).toContain(
      'Tokens are <approximate>.',
    )
    expect(render()).not.toContain('class="warning"')
  })

  it('escapes names of experiment, strategies and whatever else comes from outside', () => {
    const page = render({ strategies: ['recent', hostile], budgets: [500, 1000], title: hostile })
    expect(page).not.toContain('<script')
    const { document } = parseHTML(page)
    expect(document.querySelectorAll('script')).toHaveLength(0)
    expect(document.querySelector('h1')!.textContent).toBe(hostile)
    expect(document.querySelector('.panels')!.textContent).toContain(hostile)
  })

  it('loads nothing: no address, no script, no font, no image, and a policy that forbids them', () => {
    const page = render()
    expect(page).not.toMatch(/https?:|\/\/|url\(|@import|@font-face|<script|<link|<img|<iframe|\bsrc=|href=/)
    expect(page).toContain("content=\"default-src 'none'; style-src 'unsafe-inline'\"")
  })

  it('shows neither instruction nor patient ids', () => {
    expect(parseHTML(render()).document.body.textContent).not.toMatch(/\b[ip][1-4]\b/)
  })

  it('is the same bytes each time', () => {
    expect(render()).toBe(render())
  })

  it('shows figures of two generators once where they agree and twice where not', () => {
    const { summary, provenance } = madeUp()
    const doubled = (shift: number) => ({
      ...summary,
      cells: summary.cells.flatMap((cell) => [
        cell,
        { ...cell, generator: 'other', mean: cell.mean === null ? null : cell.mean + shift },
      ]),
    })
    const headings = (shift: number) =>
      [...parseHTML(reportHtml(doubled(shift), provenance)).document.querySelectorAll('main h2')].length
    expect(headings(0)).toBe(2)
    expect(headings(0.01)).toBe(4)
  })
})
