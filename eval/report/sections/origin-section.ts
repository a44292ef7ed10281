import { counted, formatCount } from '../../../base/text/format-count.js'
import type { Section } from '../page/section.js'
import type { CorpusCounts, Provenance } from '../provenance.js'
import { factTable } from '../tables/data-table.js'

/** How much of which corpus the figures are about. */
export function originSection({ corpus }: Provenance): Section {
  return {
    id: 'origin',
    title: 'What this report is about',
    note: '',
    shape: 'narrow',
    body: factTable('What this report is about', corpusFacts(corpus)),
  }
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
