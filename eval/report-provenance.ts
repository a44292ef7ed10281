import { formatBudget, formatCount } from './format-value.js'
import { html, type Markup } from './html.js'
import type { Provenance } from './provenance.js'
import { factTable } from './report/data-table.js'
import type { Section } from './report/section.js'
import { jurySection } from './report-jury.js'
import type { Summary } from './summarise.js'

/** Every parameter, hash and version behind the numbers, how far judges agree, and what was odd in the input. */
export function provenanceSections(summary: Summary, provenance: Provenance): Section[] {
  const { corpus, index, counter, strategies, budgets, generators, measures, versions, problems } = provenance
  const made: [string, string][] = [
    ['experiment', provenance.name],
    ['corpus', `${corpus.name}, ${corpus.hash}`],
    ['strategies', strategies.join(', ')],
    ['budgets', budgets.map(formatBudget).join(', ')],
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
      `${formatCount(summary.resamples)} resamples of whole patients, BCa, else percentile; seed ${summary.seed}`,
    ],
    [
      'tests',
      `sign flips of whole patients, two-sided: all of them up to 16 patients, else ${formatCount(summary.resamples)} seeded random ones; Holm`,
    ],
    ...sorted(index).map(([key, value]): [string, string] => [`index ${key}`, String(value)]),
    ...sorted(versions).map(([key, value]): [string, string] => [`version ${key}`, value]),
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
            title: 'Oddities of the input',
            ...narrow,
            body: factTable('Oddities of the input', found.map(inCode)),
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
