import { createHash } from 'node:crypto'
import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { PAGE_SCRIPT } from '../../../eval/report/page/page-script.js'
import { reportHtml } from '../../../eval/report/report-html.js'
import { madeUp } from './made-up-summary.js'

const hostile = '"><script>alert(1)</script>&\'x'

function render(names?: Parameters<typeof madeUp>[0]): string {
  const { summary, findings, provenance } = madeUp(names)
  return reportHtml(summary, findings, provenance)
}

describe('reportHtml', () => {
  it('puts the verdict before every figure and the primary measure first', () => {
    const page = render()
    const { document } = parseHTML(page)
    expect(document.querySelector('.verdict')!.textContent).toMatch(/^At 1,000 tokens, bm25 finds /)
    expect(page.indexOf('class="verdict"')).toBeLessThan(page.indexOf('<svg'))
    expect([...document.querySelectorAll('section h2')].map((one) => one.textContent)).toEqual([
      'What the strategies are',
      'What this report is about',
      'evidence-recall generator extractive',
      'The primary comparison',
      'Which arm is best evidence-recall, generator extractive',
      'Quality against prompt tokens evidence-recall, generator extractive',
      'Over all budgets evidence-recall, generator extractive',
      'Every strategy against every other evidence-recall at 1,000 tokens, generator extractive',
      'Strata evidence-recall at 1,000 tokens, generator extractive',
      'Where answers failed at 1,000 tokens',
      'Abstention answers that say that the record does not tell',
      'chrf generator extractive',
      'Unscored',
      'Every parameter',
      'Anomalies in the input',
      'Execution when, where and by which programs; the same answers give the same report but for this section',
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
    const strategies = ['mmr', 'recency'].map(
      (modifier) => `sift-no-series+neighbours+${modifier}+by-relevance`,
    )
    const { document } = parseHTML(render({ strategies, budgets: [500], title: 't' }))
    const chart = document.querySelector('main section:first-child figure svg')!
    const labels = chart.querySelectorAll('[aria-label="y-axis tick label"] text')
    expect([...labels].map((label) => label.textContent)).toEqual([
      'sift-no-se…-relevance',
      'sift-no-se…-relevance',
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
    const { summary, findings, provenance } = madeUp()
    const page = reportHtml(summary, findings, { ...provenance, warnings: ['Tokens are <approximate>.'] })
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
    expect(page).not.toContain('<script>alert')
    const { document } = parseHTML(page)
    expect([...document.querySelectorAll('script')].map((one) => one.textContent)).toEqual([PAGE_SCRIPT])
    expect(document.querySelector('h1')!.textContent).toBe(hostile)
    expect(document.querySelector('.panels')!.textContent).toContain(hostile)
  })

  it('loads nothing: no address, no font, no image, links within the page alone, and a policy that allows only its own script', () => {
    const page = render()
    expect(page).not.toMatch(/https?:|\/\/|url\(|@import|@font-face|<link|<img|<iframe|\bsrc=|href="[^#]/)
    const { document } = parseHTML(page)
    const [script, ...others] = document.querySelectorAll('script')
    expect(others).toEqual([])
    const hash = createHash('sha256').update(script!.textContent!).digest('base64')
    expect(document.querySelector('meta[http-equiv]')!.getAttribute('content')).toBe(
      `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; form-action 'none'; base-uri 'none'`,
    )
  })

  it('shows neither instruction nor patient ids', () => {
    expect(parseHTML(render()).document.body.textContent).not.toMatch(/\b[ip][1-4]\b/)
  })

  it('is the same bytes each time', () => {
    expect(render()).toBe(render())
  })

  it('shows figures of two generators once where they agree and twice where not', () => {
    const { summary, findings, provenance } = madeUp()
    const doubled = (shift: number) => ({
      ...summary,
      cells: summary.cells.flatMap((cell) => [
        cell,
        { ...cell, generator: 'other', mean: cell.mean === null ? null : cell.mean + shift },
      ]),
    })
    const headings = (shift: number) =>
      [
        ...parseHTML(reportHtml(doubled(shift), findings, provenance)).document.querySelectorAll('main h2'),
      ].filter((one) => /^(?:evidence-recall|chrf)/.test(one.textContent)).length
    expect(headings(0)).toBe(2)
    expect(headings(0.01)).toBe(4)
  })

  it('marks in the matrix what is significant after Holm, and says where nothing can be', () => {
    const { summary, findings, provenance } = madeUp()
    const [pair] = summary.matrix
    const render = (adjustedP: number, patients: number) =>
      parseHTML(
        reportHtml(
          { ...summary, patients, matrix: [{ ...pair!, mean: -0.1, adjustedP }] },
          findings,
          provenance,
        ),
      ).document.querySelector('.matrix')!
    const cells = (one: ReturnType<typeof render>) =>
      [...one.querySelectorAll('tbody td')].map((cell) => cell.textContent)
    // recent (a) against bm25 (b), whose mean is higher: 35.7 and 50.0.
    const marked = render(0.049, 30)
    expect(cells(marked)[0]).toBe('35.7')
    expect(cells(marked)[3]).toBe('50.0a')
    expect(marked.querySelectorAll('.won, .lost')).toHaveLength(2)
    expect(render(0.05, 30).querySelectorAll('.won, .lost')).toHaveLength(0)
    const text = (patients: number) => render(0.05, patients).parentNode!.parentNode!.textContent
    // 2 / 2^5 for one pair.
    expect(text(5)).toContain('With 5 patients no p can fall below 0.063')
    expect(text(6)).not.toContain('no p can fall')
  })

  it('shows strata with their intervals and colors none of fewer than 6 patients', () => {
    const { document } = parseHTML(render())
    const strata = [...document.querySelectorAll('table.strata tbody tr')]
    const heads = [...document.querySelectorAll('table.strata thead th')].map((one) => one.textContent)
    expect(heads).toEqual(['strategy', 'notes (3 of 2 patients)', 'events (1 of 1 patient)'])
    expect(strata.map((row) => row.querySelector('th')!.textContent)).toEqual(['recent', 'bm25'])
    // bm25 at 1,000 for i1 to i3: 2/7, 3/7, 4/7; recent a seventh less.
    expect(strata[1]!.querySelectorAll('td')[0]!.textContent).toMatch(/^42\.9.*\+14\.3 \(14\.3 to 14\.3\)$/)
    expect(document.querySelectorAll('table.strata .better')).toHaveLength(0)
    expect(document.querySelector('main')!.textContent).toContain('What <it> is.')
  })

  it('tells where answers failed, the share of each cause and what the causes mean', () => {
    const { document } = parseHTML(render())
    const section = [...document.querySelectorAll('section')].find((one) =>
      one.textContent.startsWith('Where answers failed'),
    )!
    // Four instructions; all evidence is shown and nothing cited, and no value is full.
    expect(section.querySelector('tbody tr')!.textContent).toBe('recent44 100%')
    expect([...section.querySelectorAll('dt')].map((one) => one.textContent)).toEqual(['not used'])
  })
})
