import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, vi } from 'vitest'
import { migrate } from '../../../../databases/migrations.js'
import { commitOf } from '../../../../pipeline/experiment/origin/own-commit.js'
import { RESULTS_SCHEMA } from '../../../../pipeline/results/tables/results-schema.js'
import { SessionTable } from '../../../../pipeline/results/tables/session-table.js'
import { armSentences } from '../../../../pipeline/select/arm-sentences.js'
import { STRATEGY_NAMES } from '../../../../pipeline/select/registry/strategy-rows.js'
import { chartsift, temporaryFolder } from '../../../fixtures/command-line.js'
import { experimentFolders, summaryOf } from '../../../fixtures/model-experiment.js'
import { ranExperiment } from '../../../fixtures/stored-experiment.js'

const FIELDS = 'strategies: [recent, bm25]\nbudgets: [40]\nmeasures: [token-f1]'

/** Seconds since 1970 of a day's noon, as reproducible builds take it. */
function onDay(day: string): void {
  vi.stubEnv('SOURCE_DATE_EPOCH', String(Date.parse(`${day}T12:00:00Z`) / 1000))
}

function reportIn(workspace: string, file = 'report.html'): string {
  return readFileSync(join(experimentFolders(workspace)[0]!, 'report', file), 'utf8')
}

describe('who made a report', () => {
  it('is the day and command of the work, not of the writing: a later report is the same to the byte', async () => {
    onDay('2026-03-04')
    const { path, common, workspace } = await ranExperiment(FIELDS)
    const { execution, provenance } = summaryOf(experimentFolders(workspace)[0]!)
    expect(execution.sessions).toEqual([
      expect.objectContaining({ day: '2026-03-04', command: 'chartsift run ran.yaml' }),
    ])
    expect(provenance.corpus.counts).toEqual({
      patients: 2,
      unreadable: 0,
      notes: 8,
      events: expect.any(Number),
      instructions: 7,
      judged: 7,
      judgedBy: 'qrels.tsv',
      unusable: {},
    })
    const page = reportIn(workspace)
    onDay('2027-01-01')
    // Nothing is left to do, so that nothing is noted.
    expect((await chartsift('run', path, ...common)).code).toBe(0)
    expect(reportIn(workspace)).toBe(page)
    expect((await chartsift('report', path, ...common)).code).toBe(0)
    expect(reportIn(workspace)).toBe(page)
    // No folder of this machine.
    expect(page).not.toContain(workspace)
    vi.unstubAllEnvs()
  })

  it('is every command that added something, in order', async () => {
    onDay('2026-03-04')
    const { path, common, workspace } = await ranExperiment(FIELDS)
    onDay('2026-03-06')
    writeFileSync(path, readFileSync(path, 'utf8').replace('[40]', '[40, 80]'))
    await chartsift('run', path, ...common)
    await chartsift('run', path, ...common)
    const { execution } = summaryOf(experimentFolders(workspace)[0]!)
    expect(execution.sessions.map(({ day }: { day: string }) => day)).toEqual(['2026-03-04', '2026-03-06'])
    for (const day of ['2026-03-04', '2026-03-06']) expect(reportIn(workspace)).toContain(`${day} (UTC) by`)
    vi.unstubAllEnvs()
  })

  it('is not known of results that an earlier version stored, and they stay readable', async () => {
    const { path, common, workspace } = await ranExperiment(FIELDS)
    const [folder] = experimentFolders(workspace)
    const db = new Database(join(folder!, 'results.db'))
    // What the schema's migration leaves of older results, as the next test shows.
    db.exec('DELETE FROM sessions; INSERT INTO sessions VALUES (NULL, NULL, NULL, NULL)')
    db.close()
    expect((await chartsift('report', path, ...common)).code).toBe(0)
    expect(reportIn(workspace)).toContain('by an earlier version, which did not record the date')
  })

  it.each([
    [0, []],
    [1, [{ day: null, command: null, version: null, commit: null }]],
  ])('of a file with %s contexts that had no sessions is %j', (contexts, sessions) => {
    const db = new Database(':memory:')
    const before = RESULTS_SCHEMA.findIndex(({ name }) => name === 'sessionsToo')
    migrate(db, RESULTS_SCHEMA.slice(0, before))
    const row = "'i', 'p', 's', 1, 1, 0, 0, 1, 1, NULL, NULL, NULL"
    for (let i = 0; i < contexts; i++) db.exec(`INSERT INTO contexts VALUES (${row})`)
    migrate(db, RESULTS_SCHEMA)
    expect(new SessionTable(db).list()).toEqual(sessions)
    db.close()
  })

  it('counts instructions of patients without a record by their reason', async () => {
    const { path, cohort, common, workspace } = await ranExperiment(FIELDS)
    writeFileSync(join(cohort, 'ehrs', '9002.xml'), '<eventstream person_id="9002"><encounter>')
    expect((await chartsift('run', path, ...common)).code).toBe(1)
    const [counts] = experimentFolders(workspace)
      .map((folder) => summaryOf(folder).provenance.corpus.counts)
      .filter(({ unreadable }) => unreadable === 1)
    expect(counts).toMatchObject({ patients: 1, instructions: 7 })
    expect(Object.values(counts.unusable)).toEqual([3])
  })
})

describe('commitOf', () => {
  const hash = 'a'.repeat(40)
  const clone = (files: Readonly<Record<string, string>>) => {
    const folder = temporaryFolder()
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder, name, '..'), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    return folder
  }

  it.each([
    ['a branch', { '.git/HEAD': 'ref: refs/heads/x/y\n', '.git/refs/heads/x/y': `${hash}\n` }, hash],
    ['no branch', { '.git/HEAD': `${hash}\n` }, hash],
    [
      'packed references',
      {
        '.git/HEAD': 'ref: refs/heads/x\n',
        '.git/packed-refs': `# pack-refs\n${'b'.repeat(40)} refs/heads/xx\n${hash} refs/heads/x\n`,
      },
      hash,
    ],
    [
      'a worktree',
      {
        '.git': 'gitdir: real/worktrees/w\n',
        'real/worktrees/w/HEAD': 'ref: refs/heads/x\n',
        'real/worktrees/w/commondir': '../..\n',
        'real/refs/heads/x': `${hash}\n`,
      },
      hash,
    ],
    ['no commit yet', { '.git/HEAD': 'ref: refs/heads/x\n' }, null],
    ['something else', { '.git/HEAD': '<html>' }, null],
    ['an installed package', { 'package.json': '{}' }, null],
  ])('of a clone on %s', (_, files, expected) => {
    expect(commitOf(clone(files as Record<string, string>))).toBe(expected)
  })
})

describe('armSentences', () => {
  it('has a sentence for every strategy', () => {
    for (const name of STRATEGY_NAMES) expect(armSentences(name).join(' ')).toMatch(/^[A-Z(].{15,}[.)]$/)
  })

  it('describes modifiers with their values, in the order of the name', () => {
    expect(armSentences('hybrid+mmr=0.5+recency+cut')).toEqual([
      armSentences('hybrid')[0],
      'With mmr = 0.5 (lambda): maximal marginal relevance over the best 200 passages.',
      "With recency = 365 (half-life in days): halves a score with every half-life before the instruction's as-of time.",
      'With cut: truncates the first passage that does not fit, at a sentence boundary.',
    ])
  })

  it('says what sift is, where an arm is named by what it lacks', () => {
    expect(armSentences('sift-no-series')[1]).toContain(armSentences('sift')[0])
  })
})
