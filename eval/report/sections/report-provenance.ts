import { formatCount } from '../../../base/text/format-count.js'
import type { Summary } from '../../compare/summarise.js'
import { html, type Markup } from '../page/html.js'
import type { Section } from '../page/section.js'
import { indexLine, parameterName } from '../parameter-name.js'
import type { Provenance } from '../provenance.js'
import { factTable } from '../tables/data-table.js'
import { formatBudget } from '../tables/format-value.js'
import { jurySection } from './report-jury.js'

/** Every parameter and hash that the numbers depend on, how far judges agree, and what was odd in the input. */
export function provenanceSections(summary: Summary, provenance: Provenance): Section[] {
  const { corpus, index, counter, strategies, budgets, generators, measures, problems } = provenance
  const made: [string, string][] = [
    ['experiment', provenance.name],
    ['corpus', `${corpus.name}, ${corpus.hash}`],
    ['strategies', strategies.join(', ')],
    ['budgets', budgets.map(formatBudget).join(', ')],
    ...(provenance.windows ?? []).map(({ generator, window, isNominal, tokens }): [string, string] => [
      `window of ${generator}`,
      `${formatCount(tokens)} tokens for the context, of ${formatCount(window)}${isNominal ? ' (a nominal window: this generator has none)' : ''}`,
    ]),
    ['token counter', counter],
    ...generators.map(({ name, identity }): [string, string] => [
      `generator ${name}`,
      sorted(identity)
        .map(([key, value]) => `${key} ${value}`)
        .join(', ') || 'no options',
    ]),
    ...(provenance.judge?.judges ?? []).map(({ name, family, identity }): [string, string] => [
      name,
      [`family ${family}`, ...sorted(identity).map(([key, value]) => `${key} ${value}`)].join(', '),
    ]),
    ['measures', measures.join(', ')],
    ['seed', String(provenance.seed)],
    [
      'intervals',
      `${formatCount(summary.resamples)} resamples of whole patients; BCa, or percentile if BCa is undefined; bootstrap-t, or percentile if that is undefined, for declared comparisons; seed ${summary.seed}`,
    ],
    [
      'tests',
      `sign flips of whole patients, two-sided: all of them up to 16 patients, else ${formatCount(summary.resamples)} seeded random ones; Holm`,
    ],
    ...sorted(index)
      .map(([key, value]): [string, string] => [parameterName(key), String(value)])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ...(provenance.indexes ?? []).map(({ name, ...entries }): [string, string] => [
      `index ${name}`,
      indexLine(entries),
    ]),
  ]
  const found = sorted(problems).map(([kind, count]): [string, string] => [kind, formatCount(count)])
  const narrow = { note: '', shape: 'narrow' as const }
  const jury = jurySection(provenance.judge ?? null)
  return [
    {
      id: 'parameters',
      title: 'Every parameter',
      ...narrow,
      body: factTable('Every parameter', made.map(inCode)),
    },
    ...(jury === null ? [] : [jury]),
    ...(found.length === 0
      ? []
      : [
          {
            id: 'oddities',
            title: 'Anomalies in the input',
            ...narrow,
            body: factTable('Anomalies in the input', found.map(inCode)),
          },
        ]),
  ]
}

function inCode([key, value]: [string, string]): [string, Markup] {
  return [key, html`<code>${value}</code>`]
}

function sorted<V>(record: Readonly<Record<string, V>>): [string, V][] {
  return Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1))
}
