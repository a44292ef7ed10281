import { formatCount } from '../../../base/text/format-count.js'
import type { Summary } from '../../compare/summarise.js'
import { html, type Markup } from '../page/html.js'
import type { Section } from '../page/section.js'
import { indexLine, parameterName } from '../parameter-name.js'
import type { ModelServer, Provenance } from '../provenance.js'
import { factTable } from '../tables/data-table.js'
import { formatBudget } from '../tables/format-value.js'
import { jurySection } from './report-jury.js'

/** Every parameter, hash and version that the numbers depend on, how far judges agree, and what was odd in the input. */
export function provenanceSections(summary: Summary, provenance: Provenance): Section[] {
  const { corpus, index, counter, strategies, budgets, generators, measures, versions, problems } = provenance
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
    ...(provenance.servers ?? []).map((server): [string, string] => [
      `server of ${server.generator}`,
      serverText(server),
    ]),
    ['measures', measures.join(', ')],
    ['seed', String(provenance.seed)],
    [
      'intervals',
      `${formatCount(summary.resamples)} resamples of whole patients; BCa, or percentile if BCa is undefined; bootstrap-t for declared comparisons; seed ${summary.seed}`,
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
    ...sorted(versions).map(([key, value]): [string, string] => [
      key === 'ollama' ? 'version ollama (npm client)' : `version ${key}`,
      value,
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

/**
 * The server and model that replied, as the server reports them: 'Ollama 0.33.0 at …, llama3.1:8b, 8.0B (8,030,261,312)
 * parameters, Q4_K_M, 4.9 GB, …'.
 */
function serverText(server: ModelServer): string {
  // Only Ollama servers were stored without the name of the software.
  const {
    software = 'Ollama',
    host,
    version,
    model,
    digest,
    quantization,
    parameterSize,
    parameterCount,
    sizeBytes,
  } = server
  const exact = parameterCount === null ? null : formatCount(parameterCount)
  const parameters =
    parameterSize !== null && exact !== null ? `${parameterSize} (${exact})` : (parameterSize ?? exact)
  return [
    `${software} ${version} at ${host}`,
    model,
    parameters === null ? 'number of parameters not reported' : `${parameters} parameters`,
    quantization === null ? 'quantization not reported' : `quantization ${quantization}`,
    sizeBytes === null ? 'size not reported' : formatBytes(sizeBytes),
    `trained for ${formatCount(server.trainedContext)} tokens`,
    `digest ${digest}`,
  ].join(', ')
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** In powers of 1,000, as 'ollama list' prints it. */
function formatBytes(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${UNITS[power]}`
}

function inCode([key, value]: [string, string]): [string, Markup] {
  return [key, html`<code>${value}</code>`]
}

function sorted<V>(record: Readonly<Record<string, V>>): [string, V][] {
  return Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1))
}
