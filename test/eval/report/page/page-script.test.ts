import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { html } from '../../../../eval/report/page/html.js'
import { PAGE_SCRIPT } from '../../../../eval/report/page/page-script.js'
import { dataTable } from '../../../../eval/report/tables/data-table.js'

/** A page with one table of names and values, in which the script has run. */
function page(values: readonly (string | null)[]) {
  const table = dataTable({
    label: 'Figures',
    caption: '',
    kind: 'figures',
    columns: [
      { name: 'strategy', kind: 'text' },
      { name: 'value', kind: 'number' },
    ],
    rows: values.map(
      (value, i) =>
        html`<tr><th scope="row">${'cab'[i]!}</th><td data-value="${value ?? ''}">${value === null ? 'no value' : `${value} (1 to 2)`}</td></tr>`,
    ),
  })
  const { document } = parseHTML(`<!DOCTYPE html><html><body>${table.markup}</body></html>`)
  const listeners: string[] = []
  const window = { addEventListener: (name: string) => listeners.push(name) }
  new Function('document', 'window', PAGE_SCRIPT)(document, window)
  const names = () => [...document.querySelectorAll('tbody tr')].map((row) => row.children[0]!.textContent)
  const heads = [...document.querySelectorAll('thead th')]
  const click = (column: number) => heads[column]!.querySelector('button')!.click()
  const sorted = () => heads.map((head) => head.getAttribute('aria-sort'))
  return { document, names, click, sorted }
}

describe('the script of a report', () => {
  it('sorts by name and by value, up, down and back, and says so to screen readers', () => {
    const { names, click, sorted } = page(['9', '10', '-2.5'])
    expect([names(), sorted()]).toEqual([
      ['c', 'a', 'b'],
      [null, null],
    ])
    click(0)
    expect([names(), sorted()]).toEqual([
      ['a', 'b', 'c'],
      ['ascending', null],
    ])
    click(1)
    expect([names(), sorted()]).toEqual([
      ['b', 'c', 'a'],
      [null, 'ascending'],
    ])
    click(1)
    expect([names(), sorted()]).toEqual([
      ['a', 'c', 'b'],
      [null, 'descending'],
    ])
    click(1)
    expect([names(), sorted()]).toEqual([
      ['c', 'a', 'b'],
      [null, null],
    ])
  })

  it('keeps what has no value last, whichever way', () => {
    const { names, click } = page(['3', null, '1'])
    click(1)
    expect(names()).toEqual(['b', 'c', 'a'])
    click(1)
    expect(names()).toEqual(['c', 'b', 'a'])
  })

  it('leaves heading, label and rows of a table in place, so that without scripts nothing is missing', () => {
    const { document } = page(['1', '2', '3'])
    expect(document.querySelector('thead')!.textContent).toBe('strategyvalue')
    expect(document.querySelector('.scroll')!.getAttribute('role')).toBe('region')
    expect(document.querySelector('.scroll')!.getAttribute('aria-label')).toBe('Figures')
  })
})
