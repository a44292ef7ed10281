import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../../base/errors/input-error.js'
import { readLinearised } from '../../../corpus/medalign/records/linearised-record.js'
import { openTokenCounter } from '../../../generators/tokens/token-counters.js'
import { readTemplate, renderPrompt } from '../../../prompts/render-prompt.js'
import { isUnfit } from '../../../retrievers/packing/context.js'
import { recentTokens } from '../../../retrievers/strategies/recent-tokens.js'
import { RecordView } from '../../../retrievers/view/record-view.js'
import { madeFolder } from '../../corpus/made-folder.js'
import { ask, makeShard } from '../../fixtures/make-shard.js'

const shared = join(import.meta.dirname, '../../../../shared')
const reference = join(shared, 'reference/helm-recent-tokens')
const cohort = join(shared, 'cohorts/synthea-dev')
const unless = existsSync(reference) ? '' : ' (skipped without the shared reference)'

type Row = {
  readonly id: string
  readonly dialect?: 'lumia' | 'record'
  readonly patient_id: string
  readonly question: string
  readonly context_length: number
  readonly generation_length: number
  readonly question_tokens: number
  readonly ehr_budget: number
  readonly ehr_sha256: string
  readonly prompt_sha256: string
}

/** One of HELM's ends: a record or question that it does, or does not, stop at. */
type Ending = {
  readonly case: string
  readonly files: Readonly<Record<string, string>>
  readonly tsv: string
  readonly error: string | null
  readonly prompt?: string | null
}

const template = readTemplate('helm-medalign.txt')
const rowsOf = <T>(file: string): T[] =>
  readFileSync(join(reference, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

function recordPath({ dialect, patient_id }: Row): string {
  if (dialect === undefined) return join(reference, `edge/medalign_ehr_xml/${patient_id}.xml`)
  return join(cohort, dialect === 'lumia' ? `ehrs/${patient_id}.xml` : `ehrs-record/EHR_${patient_id}.xml`)
}

async function viewOf(patientId: string, xml: string): Promise<RecordView> {
  const { shard } = await makeShard({ patientId, encounters: [], notes: [], events: [] }, { rawText: xml })
  return new RecordView(shard, null)
}

describe.skipIf(unless !== '')(`recent-tokens against HELM's own prompts${unless}`, () => {
  it.each([
    ['prompts.jsonl', 1540],
    ['edge/prompts.jsonl', 939],
  ])('is byte for byte the same on all of %s', { timeout: 240_000 }, async (file, count) => {
    const counter = await openTokenCounter('cl100k')
    const all = rowsOf<Row>(file)
    let same = 0
    for (const path of new Set(all.map(recordPath))) {
      const rows = all.filter((row) => recordPath(row) === path)
      const view = await viewOf(rows[0]!.patient_id, readLinearised(path))
      // The largest first: its tokens serve the others.
      for (const row of rows.sort((a, b) => b.ehr_budget - a.ehr_budget)) {
        const question = counter.count(row.question)
        expect(row.ehr_budget).toBe(row.context_length - row.generation_length - 25 - question)
        const tokens = Math.max(0, row.ehr_budget)
        const fill = await recentTokens().select(ask(view.patientId, row.question), view)
        const context = fill({ tokens, counter })
        if (isUnfit(context)) throw new Error(context.reason)
        expect(sha256(context.text), row.id).toBe(row.ehr_sha256)
        const prompt = renderPrompt(template, { context: context.text, instruction: row.question })
        expect(sha256(prompt), row.id).toBe(row.prompt_sha256)
        expect(context.tokens, row.id).toBeLessThanOrEqual(tokens)
        // Counting it all again is slow; on the short ones it shows that the tokens told are the text's own.
        if (tokens < 5000) expect(context.tokens, row.id).toBe(counter.count(context.text))
        same++
      }
    }
    expect(same).toBe(count)
  })

  const endings = unless === '' ? rowsOf<Ending>('errors.jsonl') : []
  const questionOf = ({ tsv }: Ending) => tsv.split('\n')[1]?.split('\t')[1] ?? ''
  const pathsOf = ({ files }: Ending) => {
    const named = Object.entries(files)
    const folder = madeFolder(
      Object.fromEntries(named.map(([name, base64]) => [name, Buffer.from(base64, 'base64')])),
    )
    return named.map(([name]) => join(folder, name))
  }

  it.each(endings.filter(({ prompt }) => typeof prompt === 'string'))(
    'gives the prompt of $case',
    async (ending) => {
      const counter = await openTokenCounter('cl100k')
      const view = await viewOf('7', readLinearised(pathsOf(ending)[0]!))
      const question = questionOf(ending)
      const fill = await recentTokens().select(ask('7', question), view)
      const context = fill({ tokens: ending.case.includes('zero-budget') ? 0 : 4096, counter })
      if (isUnfit(context)) throw new Error(context.reason)
      expect(renderPrompt(template, { context: context.text, instruction: question })).toBe(ending.prompt)
    },
  )

  it.each(
    endings.filter(({ case: name, error }) => error !== null && /^(?:special-token|question)-/.test(name)),
  )('is unfit, with its reason, in case $case', async (ending) => {
    const view = await viewOf('7', readLinearised(pathsOf(ending)[0]!))
    const fill = await recentTokens().select(ask('7', questionOf(ending)), view)
    const context = fill({ tokens: 4, counter: await openTokenCounter('cl100k') })
    expect(context).toEqual({ reason: expect.stringContaining('HELM fails on') })
  })

  it.each(endings.filter(({ error, case: name }) => error === 'UnicodeDecodeError' || name === 'not-utf8'))(
    'refuses the record in case $case',
    (ending) => {
      const wrong = pathsOf(ending).at(-1)!
      expect(() => readLinearised(wrong)).toThrow(InputError)
      expect(() => readLinearised(wrong)).toThrow('found bytes that are not UTF-8')
    },
  )
})
