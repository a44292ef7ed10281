import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it, onTestFinished } from 'vitest'
import { PLACES } from '../../../../eval/report/paper/checklists/checklist.js'
import { type KitFile, paperKit } from '../../../../eval/report/paper/paper-kit.js'
import { modelFacts, paperFacts } from './paper-facts.js'

const SPECIAL = {
  strategies: ['recent', 'hybrid+mmr=0.5', 'sift@a_b'],
  budgets: [500, 1000],
  title: '100%_of & {#1} $x^2~ \\end{document} “α”',
}

function textOf(files: readonly KitFile[], path: string): string {
  const found = files.find((file) => file.path === path)
  expect(found, path).toBeDefined()
  return String(found!.content)
}

/** Environments that do not nest, braces that do not match, and special characters that are not escaped. */
function latexProblems(text: string): string[] {
  const problems: string[] = []
  const open: string[] = []
  for (const [, which, name] of text.matchAll(/\\(begin|end)\{(\w+)\}/g)) {
    if (which === 'begin') open.push(name!)
    else if (open.pop() !== name) problems.push(`\\end{${name}}`)
  }
  problems.push(...open)
  const bare = text.replaceAll(/\\[\\{}$&#%_]/g, '')
  const depth = [...bare].reduce((sum, one) => sum + (one === '{' ? 1 : one === '}' ? -1 : 0), 0)
  if (depth !== 0) problems.push(`braces: ${depth}`)
  if ((bare.match(/\$/g) ?? []).length % 2 !== 0) problems.push('odd number of $')
  for (const [found] of bare.matchAll(/[#%]|[^\x00-\u017f]/g)) problems.push(found)
  return problems
}

describe('a paper kit', () => {
  it.each([
    ['without a model', paperFacts()],
    ['with a model', modelFacts()],
    ['with special characters in names', paperFacts(SPECIAL)],
    [
      'of one patient and one budget',
      paperFacts({
        strategies: ['recent', 'bm25'],
        budgets: [500],
        title: 't',
        patients: ['p', 'p', 'p', 'p'],
      }),
    ],
  ])(
    '%s has every file that its document includes, and no LaTeX that cannot be compiled',
    async (_, facts) => {
      const files = await paperKit(facts)
      const paths = files.map(({ path }) => path)
      expect(new Set(paths).size).toBe(paths.length)
      const latex = files.filter(({ path }) => path.endsWith('.tex'))
      for (const { path, content } of latex) {
        expect(latexProblems(String(content)), path).toEqual([])
        for (const [, name] of String(content).matchAll(/\\input\{([^}]+)\}/g))
          expect(paths).toContain(`${name}.tex`)
        for (const [, name] of String(content).matchAll(/\\includegraphics\[[^\]]*\]\{([^}]+)\}/g))
          expect(paths).toContain(name)
      }
      for (const path of paths.filter((one) => one.endsWith('.csv'))) {
        const rows: string[][] = parse(textOf(files, path))
        expect(new Set(rows.map((row) => row.length)).size, path).toBe(1)
      }
    },
  )

  it('is the same to the byte for the same results', async () => {
    expect(await paperKit(modelFacts())).toEqual(await paperKit(modelFacts()))
  })

  it('fills the Methods with what was run', async () => {
    const methods = textOf(await paperKit(modelFacts()), 'methods.md')
    for (const text of [
      'Ollama 0.33.0 at http://127.0.0.1:11434, llama3.1:8b, 8.0B parameters, quantization Q4_K_M, 4.9 GB',
      'Options: digest abc, seed 7, temperature 0. Each prompt was answered 3 times',
      '12 calls (1 failed), 12,000 prompt tokens, 340 answer tokens, 57 seconds',
      'bm25 at 1,000 tokens against recent at 1,000 tokens on evidence-recall',
      'Declared on 2026-12-01 14:03 UTC, before the first answer. Nothing that was declared has changed since. The plan (hash abcd) assumes paired differences with a standard deviation of 35.0 points and an intraclass correlation of 0.2: a difference of 12.5 points can be detected with 80% power.',
      '[You must write: processors, graphics cards and memory of the servers',
    ])
      expect(methods).toContain(text)
    const without = textOf(await paperKit(paperFacts()), 'methods.md')
    expect(without).toContain('No language model answered.')
    expect(without).toContain('Not declared before the run')
    expect(without).not.toContain('## Compute')
  })

  it('has prompts in full, as files and in the document', async () => {
    const files = await paperKit(modelFacts())
    expect(textOf(files, 'prompts/answer.txt')).toBe('Read {{context}}.\n\n<<<END>>> 100% & $5_a#\\\n')
    expect(textOf(files, 'prompts.tex')).toContain(
      '\\noindent Read \\{\\{context\\}\\}.\\par\n\\medskip\n\\noindent \\textless{}\\textless{}\\textless{}END\\textgreater{}\\textgreater{}\\textgreater{} 100\\% \\& \\$5\\_a\\#\\textbackslash{}\\par',
    )
    expect(textOf(await paperKit(paperFacts()), 'prompts.tex')).toBe(
      'No prompt was sent to a language model.\n',
    )
  })

  it('points with its checklists only to parts that it has', async () => {
    for (const facts of [paperFacts(), modelFacts()]) {
      const files = await paperKit(facts)
      const titles = ['paper.tex', 'methods.tex'].flatMap((path) =>
        [...textOf(files, path).matchAll(/\\(?:sub)?section\{(.+)\}/g)].map(([, title]) => title!),
      )
      const checklist = textOf(files, 'checklist.md')
      const cited = Object.values(PLACES).filter((place) => checklist.includes(`${place}: `))
      expect(cited.length).toBeGreaterThan(7)
      for (const place of cited) {
        const [, chapter, title] = /^(\w+), ([^(]+?)(?: \(.*\))?$/.exec(place)!
        expect(titles, place).toContain(chapter === 'Appendix' ? 'Prompts' : title)
        expect(chapter === 'Methods' || titles.includes(chapter === 'Appendix' ? 'Prompts' : chapter!)).toBe(
          true,
        )
      }
    }
  })

  it('gives the means as a table for programs', async () => {
    const rows: Record<string, string>[] = parse(
      textOf(await paperKit(paperFacts()), 'tables/means-evidence-recall.csv'),
      {
        columns: true,
      },
    )
    // made-up-summary.ts: shares (i + s + b) / 7 with s = b = 0: 0, 1/7, 2/7, 3/7; their mean is 6/28.
    const [first] = rows
    expect(first).toMatchObject({
      strategy: 'recent',
      budget: '500',
      instructions: '4',
      unscored: '0',
      reasons: '',
    })
    expect(Number(first!['mean'])).toBeCloseTo((100 * 6) / 28, 9)
    expect(rows.find((row) => row['unscored'] === '1')).toMatchObject({
      strategy: 'bm25',
      reasons: 'timed out (1)',
    })
  })

  it('has quality against tokens and who is best, if there are arms to compare', async () => {
    const facts = paperFacts()
    const files = await paperKit(facts)
    const rows: Record<string, string>[] = parse(textOf(files, 'tables/frontier.csv'), { columns: true })
    const { arms } = facts.frontier!
    expect(rows.map(({ arm }) => arm).sort()).toEqual(
      arms.map(({ strategy, budget }) => `${strategy} at ${budget!.toLocaleString('en')} tokens`).sort(),
    )
    const document = textOf(files, 'paper.tex')
    expect(document).toContain('{figures/frontier.pdf}')
    expect(document).toMatch(/best of all (?:arms )?on evidence-recall/)
    expect(textOf(await paperKit(modelFacts()), 'tables/frontier-seconds.csv')).toContain(
      'seconds per answer',
    )
    const without = await paperKit({ ...facts, frontier: null, ranks: null })
    expect(without.map(({ path }) => path).filter((path) => path.includes('frontier'))).toEqual([])
    expect(textOf(without, 'paper.tex')).not.toContain('frontier')
  })

  it('is compiled by pdfLaTeX', { timeout: 120_000 }, async (context) => {
    if (spawnSync('pdflatex', ['--version']).status !== 0) context.skip('needs pdflatex')
    for (const facts of [modelFacts(), paperFacts(SPECIAL)]) {
      const folder = mkdtempSync(join(tmpdir(), 'chartsift-paper-'))
      onTestFinished(() => rmSync(folder, { recursive: true }))
      for (const { path, content } of await paperKit(facts)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), content)
      }
      const { status, stdout } = spawnSync(
        'pdflatex',
        ['-interaction=nonstopmode', '-halt-on-error', 'paper.tex'],
        {
          cwd: folder,
          encoding: 'utf8',
        },
      )
      expect(status, stdout.slice(-2000)).toBe(0)
      expect(readFileSync(join(folder, 'paper.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
    }
  })
})
