import { describe, expect, it } from 'vitest'
import { chartsift } from '../fixtures/command-line.js'

const { out: overview } = await chartsift('--help')
const COMMANDS = [...overview.matchAll(/^ {2}([a-z]+) (?:\[|<)/gm)].map(([, name]) => name!)

/** Options of a command's help, each with its whole description on one line. */
function optionsOf(help: string): { readonly flags: string; readonly description: string }[] {
  const [, block = ''] = /^Options:\n((?: {2}.*\n)+)/m.exec(help) ?? []
  return block
    .replaceAll(/\n {4,}/g, ' ')
    .split('\n')
    .flatMap((line) => {
      const [, flags, description] = /^ {2}(-.*?) {2,}(.*)$/.exec(line) ?? []
      return flags === undefined ? [] : [{ flags, description: description! }]
    })
}

describe('every --help', () => {
  it('is looked at', () => {
    expect(COMMANDS.length).toBeGreaterThan(12)
    expect(COMMANDS).toEqual(expect.arrayContaining(['synth', 'index', 'run', 'measure', 'forget']))
  })

  it.each(COMMANDS)('%s: an option with a value is required, or its default is shown', async (command) => {
    const { out } = await chartsift(command, '--help')
    const valued = optionsOf(out).filter(({ flags }) => flags.includes('<'))
    const silent = valued.filter(({ description }) => !/(?:\(required|default: .+)\)$/.test(description))
    expect(silent).toEqual([])
    expect(out).not.toMatch(/default: (?:\[|undefined|false|"")/)
  })

  it.each(['select', 'inspect', 'rank', 'score', 'export', 'forget'])(
    '%s: what must be given comes first',
    async (command) => {
      const marks = optionsOf((await chartsift(command, '--help')).out).map(({ description }) =>
        description.endsWith('(required)'),
      )
      expect(marks[0]).toBe(true)
      expect(marks).toEqual([...marks].sort((a, b) => Number(b) - Number(a)))
    },
  )

  it.each([...COMMANDS, ''])('%s: fits 100 columns and says what is required by name', async (command) => {
    const { out } = await chartsift(...(command === '' ? [] : [command]), '--help')
    expect(out.split('\n').filter((line) => line.length > 100)).toEqual([])
  })

  it('names the command that was meant', async () => {
    for (const [given, meant] of [
      ['indx', 'index'],
      ['instect', 'inspect'],
    ] as const) {
      for (const argv of [[given], [given, '--help'], ['help', given]]) {
        const { code, err } = await chartsift(...argv)
        expect([argv, code, err]).toEqual([argv, 2, expect.stringContaining(`unknown command '${given}'`)])
        expect(err).toMatch(new RegExp(`[Dd]id you mean '?${meant}'?\\?`))
      }
    }
  })

  it('names the option that was meant, before it misses a required one', async () => {
    const { code, err } = await chartsift('select', 'corpus', '--strategy', 'bm25', '--budget=500')
    expect(err).toMatch(/^error: unknown option '--strategy': did you mean '--strategies'\?\n/)
    expect(code).toBe(2)
    expect((await chartsift('synth', '--patient', '3')).err).toContain("did you mean '--patients'?")
    expect((await chartsift('synth', '--wombat')).err).toMatch(
      /unknown option '--wombat'; known are --patients,/,
    )
    // The value of an option, whatever it looks like.
    expect((await chartsift('doctor', '--workspace', '--wombat', '--wombats')).err).toContain("'--wombats'")
  })
})
