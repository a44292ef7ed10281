import { describe, expect, it } from 'vitest'
import { escapeLatex, latexTables } from '../../../../eval/report/tables/latex-table.js'
import { madeUp } from '../made-up-summary.js'

describe('escapeLatex', () => {
  it.each([
    ['50 % & $5 #1 a_b {c}', '50 \\% \\& \\$5 \\#1 a\\_b \\{c\\}'],
    ['\\input{x}', '\\textbackslash{}input\\{x\\}'],
    ['a^b~c', 'a\\textasciicircum{}b\\textasciitilde{}c'],
    ['<b>|"', '\\textless{}b\\textgreater{}\\textbar{}\\texttt{\\char34}'],
    ["a--b '' c-d", "a-{}-b '{}' c-d"],
    ['[x] `', '{[}x] \\texttt{\\char96}'],
    ['−1.0', '$-$1.0'],
    ['Größe, Ærø', 'Größe, Ærø'],
    ['line\n\n break', 'line break'],
    // Not in the fonts that LaTeX starts with: the run would stop.
    [
      'Popović, Łódź, 1–2 “x” ≤ 3',
      'Popović, Łódź, 1\\textendash{}2 \\textquotedblleft{}x\\textquotedblright{} $\\leq$ 3',
    ],
    ['Dąbą', 'D{[}U+0105]b{[}U+0105]'],
    ['中😀ð', '{[}U+4E2D]{[}U+1F600]{[}U+00F0]'],
  ])('sets %j as it is', (text, escaped) => {
    expect(escapeLatex(text)).toBe(escaped)
  })
})

describe('latexTables', () => {
  it('sets a table for each measure and generator, means over intervals', () => {
    const { summary, provenance } = madeUp()
    const latex = latexTables(summary, provenance)
    expect(latex.match(/\\begin\{table\}/g)).toHaveLength(2)
    expect(latex).toContain(
      '\\begin{tabular}{lrr}\n    \\toprule\n    strategy & 500 & 1,000 \\\\\n    \\midrule\n',
    )
    // evidence-recall of recent at 500: items score (i + 0 + 0) / 7, i = 0 to 3; their mean is 1.5 / 7 = 21.4%.
    expect(latex).toMatch(
      / recent \(baseline\) & 21\.4 & 35\.7 \\\\\n {5}& \{\\scriptsize 7\.1 to 35\.7\} & /,
    )
    // bm25 lies 1/7 above recent for every item: the interval leaves 0 out; i4 is unscored at 500.
    expect(latex).toMatch(/ bm25 & 28\.6\$\^\{\+\}\$ & 50\.0\$\^\{\+\}\$ /)
    expect(latex).toMatch(/\{\\scriptsize [\d.]+ to [\d.]+, \$n=3\$\}/)
  })

  it('balances its braces and rows, whatever names stand in it', () => {
    const names = { strategies: ['a_b & {', '100% \\'], budgets: [1, 2, 3], title: 'x' }
    const { summary, provenance } = madeUp(names)
    const latex = latexTables(summary, { ...provenance, corpus: { ...provenance.corpus, name: '{~^$#%' } })
    const bare = latex.replaceAll(/^%.*$/gm, '').replaceAll(/\\[{}\\&%$#_]/g, '')
    expect(bare.match(/\{/g)!.length).toBe(bare.match(/\}/g)!.length)
    for (const row of bare.split('\n').filter((line) => / & /.test(line)))
      expect(row.match(/&/g)).toHaveLength(3)
    expect(bare.match(/\$/g)!.length % 2).toBe(0)
  })
})
