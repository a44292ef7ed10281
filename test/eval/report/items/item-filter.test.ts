import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import type { Cause } from '../../../../eval/compare/failure-attribution.js'
import { drillDownArticle } from '../../../../eval/report/items/drill-down-html.js'
import type { DrillDownFrame, DrillDownItem } from '../../../../eval/report/items/drill-down-item.js'
import { drillDownPage } from '../../../../eval/report/items/drill-down-page.js'
import { ITEM_FILTER_SCRIPT } from '../../../../eval/report/items/item-filter-script.js'
import { trustedMarkup } from '../../../../eval/report/page/html.js'

const frame: DrillDownFrame = {
  name: 'f',
  corpus: 'c',
  budget: 100,
  shown: ['recent', 'bm25'],
  measures: ['token-f1'],
  strategies: ['recent', 'bm25'],
  budgets: [50, 100],
  generators: ['ollama:a', 'extractive'],
  traits: [{ name: 'category', levels: ['drugs', 'labs'] }],
  rule: 'it is',
}

/** Causes in the order recent at 50, recent at 100, bm25 at 50, bm25 at 100; of extractive all are right. */
function item(instructionId: string, level: string | null, causes: readonly Cause[]): DrillDownItem {
  const arms = ['recent', 'bm25'].flatMap((strategy) => [50, 100].map((budget) => ({ strategy, budget })))
  return {
    instructionId,
    patientId: 'p',
    text: `Question ${instructionId}`,
    levels: [level],
    asOf: null,
    references: [],
    facts: [],
    contexts: arms.map((arm) => ({
      arms: [arm],
      tokens: 1,
      dropped: 0,
      passages: [],
      text: 'x',
      reason: null,
    })),
    generators: frame.generators.map((generator, g) => ({
      generator,
      rows: arms.map((arm, i) => ({
        ...arm,
        texts: [
          {
            text: 'answer',
            reason: null,
            cause: g === 0 ? causes[i]! : 'right',
            citations: [],
            unknownCitations: 0,
          },
        ],
        values: [{ value: 0.5, reason: null }],
      })),
    })),
    outcome: 'tie',
  }
}

const ITEMS = [
  item('one', 'drugs', ['not packed', 'right', 'right', 'right']),
  item('two', 'labs', ['not retrieved', 'not retrieved', 'not packed', 'not used']),
  item('three', null, ['right', 'not packed', 'right', 'not retrieved']),
]

function opened() {
  const content = trustedMarkup(ITEMS.map((one) => drillDownArticle(one, frame).markup).join(''))
  const { document } = parseHTML(drillDownPage(frame, { content, home: null }))
  const listeners = new Map<string, () => void>()
  const form = document.querySelector('form')!
  // What a browser knows of fields: linkedom has no value of a select.
  for (const field of form.querySelectorAll('input, select')) {
    const chosen = [...field.querySelectorAll('option')].find((option) => option.hasAttribute('selected'))
    Object.defineProperty(field, 'value', { value: chosen?.getAttribute('value') ?? '', writable: true })
  }
  const heard = Object.assign(form, {
    addEventListener: (name: string, listener: () => void) => listeners.set(name, listener),
  })
  expect(heard).toBe(form)
  new Function('document', 'window', 'location', ITEM_FILTER_SCRIPT)(
    document,
    { addEventListener: () => undefined },
    { hash: '' },
  )
  const choose = (name: string, label: string) => {
    const field = form.querySelector(`[name="${name}"]`)! as unknown as { value: string }
    const options = [...form.querySelectorAll(`[name="${name}"] option`)]
    const option = options.find((one) => one.textContent === label)
    expect(option === undefined && name !== 'words').toBe(false)
    field.value = option === undefined ? label : (option.getAttribute('value') ?? option.textContent!)
    listeners.get('input')!()
  }
  const shown = () =>
    [...document.querySelectorAll('article')]
      .filter((one) => !one.hasAttribute('hidden'))
      .map((one) => one.id.slice(2))
  return { document, choose, shown }
}

describe('the filter of a drill-down', () => {
  it('offers every strategy, budget, generator and cause, and the categories of the strata', () => {
    const { document } = opened()
    const options = (name: string) =>
      [...document.querySelectorAll(`[name="${name}"] option`)].map((option) => option.textContent)
    expect(options('strategy')).toEqual(['any', 'recent', 'bm25'])
    expect(options('budget')).toEqual(['any', '50', '100'])
    expect(options('generator')).toEqual(['any', 'ollama:a', 'extractive'])
    expect(options('trait-0')).toEqual(['any', 'drugs', 'labs'])
    expect(options('cause')).toContain('not retrieved')
  })

  it('finds items by cause of failure, of any strategy and budget or of one', () => {
    const { choose, shown } = opened()
    expect(shown()).toEqual(['one', 'two', 'three'])
    choose('cause', 'not packed')
    // At the budget of 100, which is chosen first.
    expect(shown()).toEqual(['three'])
    choose('budget', 'any')
    expect(shown()).toEqual(['one', 'two', 'three'])
    choose('strategy', 'bm25')
    expect(shown()).toEqual(['two'])
    choose('generator', 'extractive')
    expect(shown()).toEqual([])
    choose('cause', 'right')
    expect(shown()).toEqual(['one', 'two', 'three'])
  })

  it('finds any failure, and items by category and words', () => {
    const { choose, shown } = opened()
    choose('generator', 'ollama:a')
    choose('cause', 'any failure')
    expect(shown()).toEqual(['two', 'three'])
    choose('trait-0', 'labs')
    expect(shown()).toEqual(['two'])
    choose('trait-0', 'any')
    choose('words', 'QUESTION three')
    expect(shown()).toEqual(['three'])
  })

  it('sorts by cause, by failures, and back', () => {
    const { choose, shown } = opened()
    choose('generator', 'ollama:a')
    choose('strategy', 'bm25')
    choose('order', 'cause of failure')
    // not retrieved, not used, right.
    expect(shown()).toEqual(['three', 'two', 'one'])
    choose('strategy', 'any')
    choose('budget', 'any')
    choose('order', 'number of failed answers')
    expect(shown()).toEqual(['two', 'three', 'one'])
    choose('order', 'as in the corpus')
    expect(shown()).toEqual(['one', 'two', 'three'])
  })

  it('shows the answers and contexts of the chosen strategy and budget alone', () => {
    const { document, choose } = opened()
    const article = document.querySelector('article')!
    const visible = (selector: string) =>
      [...article.querySelectorAll(selector)].filter((one) => !one.hasAttribute('hidden')).length
    // Two generators, two strategies at 100.
    expect([visible('tr[data-strategy]'), visible('details')]).toEqual([4, 2])
    choose('budget', 'any')
    expect([visible('tr[data-strategy]'), visible('details')]).toEqual([8, 4])
    choose('strategy', 'bm25')
    choose('generator', 'extractive')
    expect([visible('[data-generator]'), visible('details')]).toEqual([1, 2])
  })

  it('shows everything where no script runs', () => {
    const content = trustedMarkup(ITEMS.map((one) => drillDownArticle(one, frame).markup).join(''))
    const { document } = parseHTML(drillDownPage(frame, { content, home: null }))
    expect(document.querySelectorAll('main [hidden]')).toHaveLength(0)
    expect(document.querySelector('form')!.hasAttribute('hidden')).toBe(true)
    expect(document.querySelectorAll('tr[data-strategy]')).toHaveLength(3 * 8)
    expect(document.querySelectorAll('article:first-of-type details')).toHaveLength(4)
    expect(document.querySelectorAll('article:first-of-type details[open] summary')).toHaveLength(2)
  })
})
