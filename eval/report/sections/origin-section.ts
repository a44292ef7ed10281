import { counted, formatCount } from '../../../base/text/format-count.js'
import { html } from '../page/html.js'
import type { Section } from '../page/section.js'
import type { CorpusCounts, Origin, Provenance, Session } from '../provenance.js'
import { factTable } from '../tables/data-table.js'

/** When, by which command and by which version the answers were made, and from how much of which corpus. */
export function originSection({ corpus, origin }: Provenance): Section {
  return {
    id: 'origin',
    title: 'What this report is about',
    note: '',
    shape: 'narrow',
    body: factTable('What this report is about', [...originFacts(origin), ...corpusFacts(corpus)]),
  }
}

function originFacts({ sessions, writer }: Origin): [string, string][] {
  const ran = sessions.map(({ day, command, ...by }): [string, string] => [
    'contexts and answers created',
    day === null
      ? 'by an earlier version, which did not record the date'
      : `${day} (UTC) by ‘${command}’, ${programText(by)}`,
  ])
  return [...ran, ['measured and written by', programText(writer)]]
}

/** 'chartsift 0.1.0, commit 1a2b3c…'. */
function programText({ version, commit }: Pick<Session, 'version' | 'commit'>): string {
  return `chartsift ${version}${commit === null ? ', commit not known' : `, commit ${commit}`}`
}

function corpusFacts({ name, counts }: Provenance['corpus']): [string, string][] {
  return [
    ['corpus', name],
    ['records', recordsText(counts)],
    ['notes and events', `${counted(counts.notes, 'note')}, ${counted(counts.events, 'structured event')}`],
    ['instructions', instructionsText(counts)],
    ['instructions with judged evidence', `${formatCount(counts.judged)} (${counts.judgedBy})`],
  ]
}

function recordsText({ patients, unreadable }: CorpusCounts): string {
  const failed = unreadable === 0 ? '' : `; ${counted(unreadable, 'more record')} could not be read`
  return `${counted(patients, 'patient')}${failed}`
}

function instructionsText({ instructions, unusable }: CorpusCounts): string {
  const reasons = Object.entries(unusable).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const left = reasons.map(([reason, count]) => `${formatCount(count)}: ${reason}`)
  return left.length === 0
    ? `${formatCount(instructions)}, all usable`
    : `${formatCount(instructions)}; not usable, and so unscored in every arm: ${left.join('; ')}`
}

/** The line under the title. */
export function originLine({ corpus, origin }: Provenance) {
  const days = [...new Set(origin.sessions.flatMap(({ day }) => day ?? []))].toSorted()
  const when =
    days.length === 0 ? '' : `, answered ${days.length === 1 ? days[0]! : `${days[0]!} to ${days.at(-1)!}`}`
  return html`corpus ${corpus.name}${when}, chartsift ${origin.writer.version}`
}
