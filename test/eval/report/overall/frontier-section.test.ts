import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import type { Frontier, FrontierArm } from '../../../../eval/compare/overall/frontier.js'
import { frontierSection, PROMPT_TOKENS } from '../../../../eval/report/overall/frontier-section.js'
import { seriesStyles } from '../../../../eval/report/page/series-style.js'

type Given = Pick<FrontierArm, 'strategy' | 'budget' | 'mean' | 'cost' | 'place'> & Partial<FrontierArm>

const armOf = (given: Given): FrontierArm => ({
  ...{ generator: 'g', n: 8, clusters: 4, interval: null, reason: null },
  ...given,
})

const FRONTIER: Frontier = {
  measure: 'token-f1',
  generator: 'g',
  arms: [
    armOf({
      strategy: 'full',
      budget: 8000,
      mean: 0.9,
      cost: 6000,
      place: 'unplaced',
      reason: 'has a value for 2 instructions, and others for 8',
      n: 2,
    }),
    armOf({ strategy: 'sift', budget: 1000, mean: 0.6, cost: 950.4, place: 'front' }),
    armOf({ strategy: 'none', budget: 1000, mean: 0.1, cost: 0, place: 'front' }),
    armOf({
      ...{ strategy: 'recent', budget: 1000, mean: 0.4, cost: 990, place: 'dominated' },
      interval: { low: 0.3, high: 0.52, method: 'bca' },
    }),
  ],
}

function rendered(frontier: Frontier) {
  const styles = seriesStyles(['none', 'recent', 'sift', 'full'], 'recent')
  const section = frontierSection(frontier, { cost: PROMPT_TOKENS, patients: 4, level: 0.95, styles })!
  return parseHTML(`<html><body>${section.body.markup}</body></html>`).document
}

describe('frontierSection', () => {
  const document = rendered(FRONTIER)

  it('names the arms on the front with what they read, the cheapest first', () => {
    expect(document.querySelector('p')!.textContent).toBe(
      '2 of 3 arms are on the front, by prompt tokens per instruction: none at 1,000 tokens (0), sift at 1,000 tokens (950).',
    )
  })

  it('has a row for every arm by cost, with interval and place', () => {
    const rows = [...document.querySelectorAll('tbody tr')].map((row) => [
      row.querySelector('th')!.lastChild!.textContent,
      ...[...row.querySelectorAll('td')].map((cell) => cell.textContent),
    ])
    expect(rows).toEqual([
      ['none', '1,000', '0', '10.0', 'front'],
      ['sift', '1,000', '950', '60.0', 'front'],
      ['recent', '1,000', '990', '40.0 30.0 to 52.0', 'dominated'],
      ['full', '8,000', '6,000', '90.0', 'not placedn = 2'],
    ])
  })

  it('draws dominated arms in gray, those that are not placed hollow, and names the front alone', () => {
    const svg = document.querySelector('.overview svg')!
    const dots = [...svg.querySelectorAll('[aria-label="dot"]')]
    expect(dots).toHaveLength(2)
    const [others, front] = dots
    expect([...others!.querySelectorAll('path')].map((dot) => dot.getAttribute('fill'))).toEqual([
      'var(--paper)',
      'var(--soft)',
    ])
    expect([...front!.querySelectorAll('path')].map((dot) => dot.getAttribute('fill')).sort()).toEqual([
      'var(--s1)',
      'var(--s2)',
    ])
    const labels = [...svg.querySelectorAll('[aria-label="text"] text')].map((text) => text.textContent)
    expect(labels).toEqual(['none at 1,000 10.0', 'sift at 1,000 60.0'])
    expect(svg.getAttribute('aria-label')).toBe(
      'token-f1 by prompt tokens per instruction: none at 1,000 10.0 for 0 (front), sift at 1,000 60.0 for 950 (front), recent at 1,000 40.0 for 990, full at 8,000 90.0 for 6,000',
    )
  })

  it('says once what is the same at several budgets', () => {
    const twin = { ...FRONTIER.arms[2]!, budget: 250 }
    const document = rendered({ ...FRONTIER, arms: [...FRONTIER.arms, twin] })
    expect(document.querySelector('p')!.textContent).toBe(
      '3 of 4 arms are on the front, by prompt tokens per instruction: none at 250 to 1,000 tokens (0), sift at 1,000 tokens (950).',
    )
    const labels = [...document.querySelectorAll('[aria-label="text"] text')].map((text) => text.textContent)
    expect(labels).toEqual(['none 10.0', 'sift at 1,000 60.0'])
  })

  it('says why an arm is not placed', () => {
    expect(document.querySelector('p.soft')!.textContent).toContain(
      'Hollow and not placed: full at 8,000 tokens has a value for 2 instructions, and others for 8.',
    )
  })

  it('draws arms that all cost the same, or nothing', () => {
    for (const cost of [0, 500]) {
      const arms = FRONTIER.arms.map((arm) => ({ ...arm, cost }))
      expect(rendered({ ...FRONTIER, arms }).querySelector('svg')!.outerHTML).not.toMatch(/NaN|Infinity/)
    }
  })

  it('is left out without a frontier', () => {
    const styles = seriesStyles([], null)
    expect(frontierSection(null, { cost: PROMPT_TOKENS, patients: 4, level: 0.95, styles })).toBeNull()
  })
})
