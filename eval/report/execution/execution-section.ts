import { counted } from '../../../base/text/format-count.js'
import { type FrontierBasis, frontierMarkup, SECONDS } from '../overall/frontier-section.js'
import { html } from '../page/html.js'
import type { Section } from '../page/section.js'
import { sealTime } from '../plan/plan-sentence.js'
import { costMarkup } from '../tables/cost-table.js'
import { factTable } from '../tables/data-table.js'
import { formatNumber } from '../tables/format-value.js'
import type { ExecutionFacts, Session } from './execution-facts.js'
import type { SecondsSaved } from './seconds-saved.js'
import { serverText } from './server-text.js'

/** When, where, by which commands and programs the answers were made, and what they took. */
export function executionSection(execution: ExecutionFacts, basis: Omit<FrontierBasis, 'cost'>): Section {
  const { sessions, writer, servers, cost, versions, frontier } = execution
  const bySeconds =
    frontier === undefined
      ? html``
      : html`<h3>${SECONDS.title} <small>${frontier.measure}, generator ${frontier.generator}</small></h3>
${frontierMarkup(frontier, { ...basis, cost: SECONDS })}`
  const facts = [
    ...(execution.declared === undefined ? [] : [['declared', sealTime(execution.declared)] as const]),
    ...sessions.map(sessionFact),
    ['measured and written by', programText(writer)] as const,
    ...servers.map(
      (server) => [`server of ${server.generator}`, html`<code>${serverText(server)}</code>`] as const,
    ),
    ...(execution.comparisons ?? []).map(secondsFact),
    ...Object.entries(versions)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, version]) => [versionName(name), html`<code>${version}</code>`] as const),
  ]
  return {
    id: 'execution',
    title: 'Execution',
    note: 'when, where and by which programs; the same answers give the same report but for this section',
    shape: cost.length === 0 ? 'narrow' : 'wide',
    body: html`${factTable('Execution', facts)}${costMarkup(cost)}${bySeconds}`,
  }
}

function secondsFact({
  measure,
  arm,
  baseline,
  generator,
  n,
  own,
  other,
}: SecondsSaved): readonly [string, string] {
  const text = `${arm} took ${formatNumber(own)} instead of ${formatNumber(other)} (${baseline}): mean over ${counted(n, 'instruction')}, compared on ${measure}`
  return [`seconds per answer of ${generator}`, text]
}

function sessionFact({ day, command, ...by }: Session): readonly [string, string] {
  return [
    'contexts and answers created',
    day === null
      ? 'by an earlier version, which did not record the date'
      : `${day} (UTC) by ‘${command}’, ${programText(by)}`,
  ]
}

/** 'chartsift 0.1.0, commit 1a2b3c…'. */
function programText({ version, commit }: Pick<Session, 'version' | 'commit'>): string {
  return `chartsift ${version}${commit === null ? ', commit not known' : `, commit ${commit}`}`
}

function versionName(name: string): string {
  return name === 'ollama' ? 'version ollama (npm client)' : `version ${name}`
}
