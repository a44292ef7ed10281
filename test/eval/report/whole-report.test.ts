import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { reportHtml } from '../../../eval/report/report-html.js'
import { madeUp } from './made-up-summary.js'

const TWELVE = Array.from({ length: 12 }, (_, i) => (i === 5 ? 'hybrid+mmr=0.5+recency=90+cut' : `arm-${i}`))
const BUDGETS = [100, 200, 300, 400, 500, 600, 700, 800]

function documentOf(strategies: readonly string[] = TWELVE, budgets: readonly number[] = BUDGETS) {
  const { summary, findings, provenance } = madeUp({ strategies, budgets, title: 'whole' })
  return parseHTML(reportHtml(summary, findings, provenance)).document
}

describe('a report that its reader has alone', () => {
  const document = documentOf(['recent', 'bm25'], [500, 1000])
  const section = (id: string) => document.getElementById(id)!

  it('says what each strategy is', () => {
    const rows = [...section('strategies').querySelectorAll('tbody tr')].map((row) => row.textContent!.trim())
    expect(rows).toEqual([
      'line of recentrecent baselineWhat recent does.',
      'line of bm25bm25What bm25 does.',
    ])
  })

  it('says when, by what command, version and commit it was made, and from how much', () => {
    const facts = (id: string) =>
      [...section(id).querySelectorAll('tr')].map((row) => [...row.children].map((cell) => cell.textContent))
    expect(facts('execution')).toEqual([
      [
        'contexts and answers created',
        '2026-01-02 (UTC) by ‘chartsift run tiny.yaml’, chartsift 0.1.0, commit not known',
      ],
      ['measured and written by', 'chartsift 0.1.0, commit c0ffee'],
      ['version chartsift', '0.1.0'],
      ['version node', '20'],
    ])
    expect(facts('origin')).toEqual([
      ['corpus', 'demo'],
      ['records', '2 patients; 1 more record could not be read'],
      ['notes and events', '10 notes, 2,000 structured events'],
      [
        'instructions',
        '4; not usable, and so unscored in every arm: 1: the corpus has no record of the patient',
      ],
      ['instructions with judged evidence', '3 (qrels.tsv)'],
    ])
    expect(document.querySelector('header p')!.textContent).toBe('4 instructions of 2 patients, corpus demo')
  })

  it('has a table of contents that leads to every section, and every link of the page leads somewhere', () => {
    const contents = [...document.querySelectorAll('nav a')].map((one) => one.getAttribute('href')!.slice(1))
    const sections = [...document.querySelectorAll('section')].map(({ id }) => id)
    expect(contents).toEqual(sections)
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const link of document.querySelectorAll('a'))
      expect(ids).toContain(link.getAttribute('href')!.slice(1))
  })

  it('leads the keyboard past the contents first', () => {
    expect(document.querySelector('a')!.getAttribute('href')).toBe('#results')
    expect(document.getElementById('results')!.getAttribute('tabindex')).toBe('-1')
  })
})

describe('a report of 12 strategies and 8 budgets', () => {
  const document = documentOf()

  it('names every strategy in every table of strategies, and splits what is too wide', () => {
    const tables = [...document.querySelectorAll('table.figures, table.matrix, table.strata, table.causes')]
    // Two measures of two tables each, 4 budgets in one; matrix, strata, causes.
    expect(tables).toHaveLength(2 * 2 + 3)
    for (const table of tables)
      expect(table.querySelectorAll('tbody th[scope=row]')).toHaveLength(TWELVE.length)
    const heads = [...document.querySelectorAll('table.figures')].map(
      (table) => table.querySelectorAll('thead th').length,
    )
    expect(heads).toEqual([5, 5, 5, 5])
  })

  it('draws each strategy in a color of its own', () => {
    const colors = [...document.querySelectorAll('#strategies svg')].map(
      (svg) => /var\(--(?:s\d+|ink)\)/.exec(svg.outerHTML)?.[0],
    )
    expect(new Set(colors).size).toBe(TWELVE.length)
  })

  it('gives every image a role and a title', () => {
    const images = [...document.querySelectorAll('svg')]
    expect(images.length).toBeGreaterThan(TWELVE.length * 2)
    for (const svg of images) {
      expect(svg.getAttribute('role')).toBe('img')
      expect(svg.firstElementChild!.tagName.toLowerCase()).toBe('title')
      expect(svg.firstElementChild!.textContent).toBe(svg.getAttribute('aria-label'))
    }
    expect(
      document.querySelector('.panels figure:first-child .plot:last-child')!.getAttribute('aria-label'),
    ).toMatch(/^evidence-recall by budget: arm-0 [\d.]+ at 100, /)
  })

  it('puts every table into a named region that the keyboard reaches, with its row labels first', () => {
    const tables = [...document.querySelectorAll('table')]
    const labels = tables.map((table) => {
      const region = table.parentElement!
      expect([region.getAttribute('role'), region.getAttribute('tabindex')]).toEqual(['region', '0'])
      return region.getAttribute('aria-label')
    })
    expect(new Set(labels).size).toBe(labels.length)
    for (const head of document.querySelectorAll('thead th')) expect(head.getAttribute('scope')).toBe('col')
  })

  it('names a strategy that no line can be drawn of', () => {
    const { summary, findings, provenance } = madeUp({ strategies: ['a', 'b'], budgets: [1, 2], title: 't' })
    const cells = summary.cells.map((cell) =>
      cell.strategy === 'b'
        ? { ...cell, mean: null, interval: null, n: 0, unscored: [{ reason: 'does not fit', count: 4 }] }
        : cell,
    )
    const page = reportHtml({ ...summary, cells }, findings, provenance)
    expect(
      parseHTML(page).document.getElementById('measure-evidence-recall-extractive')!.textContent,
    ).toContain('Not drawn, because no instruction has a value: b (does not fit).')
  })

  it('shows at the edge of a table that there is more beyond it', () => {
    const style = document.querySelector('style')!.textContent!
    const rule = /\.scroll \{ overflow-x: auto;[^}]*\}/.exec(style)![0]
    // A cover that scrolls with the content, over a shadow that stays.
    for (const side of ['right', 'left'])
      expect(rule).toMatch(
        new RegExp(`\\(to ${side}, var\\(--paper\\)[^;]* local,[^;]*\\(to ${side}, var\\(--edge\\)`),
      )
    for (const table of document.querySelectorAll('main table'))
      expect(table.parentElement!.className).toBe('scroll')
  })

  it('prints wide sections in landscape, repeats headings and hides nothing', () => {
    const style = document.querySelector('style')!.textContent!
    const print = style.slice(style.indexOf('@page wide'))
    expect(print).toMatch(/^@page wide \{ size: A4 landscape/)
    expect(print).toContain('section.wide { page: wide; }')
    expect(print).toMatch(/thead \{ display: table-header-group; \}/)
    expect(print).toMatch(
      /\.scroll, \.context \{ overflow: visible !important; max-height: none !important; background: none; \}/,
    )
    expect([...document.querySelectorAll('section.wide')].map(({ id }) => id)).toEqual([
      'measure-evidence-recall-extractive',
      'matrix',
      'strata',
      'failures',
      'measure-chrf-extractive',
      'unscored',
    ])
  })
})
