import type { Command } from 'commander'
import { unknownName } from '../../base/text/did-you-mean.js'

/**
 * Refuses an unknown command or option before commander parses the words: commander answers `--help` of an unknown
 * command with the general help, and reports a misspelled required option as missing.
 */
export function refuseUnknown(program: Command, words: readonly string[]): void {
  const [first, second] = words.filter((word) => !word.startsWith('-'))
  const name = first === 'help' ? second : first
  if (name === undefined) return
  const command = program.commands.find((one) => one.name() === name)
  if (command === undefined) {
    const known = program.commands.map((one) => one.name())
    const message = unknownName('command', name, { known, listing: null })
    program.error(`error: ${message}`, { code: 'commander.unknownCommand' })
  }
  refuseUnknownOptions(command, words)
}

function refuseUnknownOptions(command: Command, words: readonly string[]): void {
  const known = [...command.options.flatMap(({ long }) => long ?? []), '--help']
  const end = words.indexOf('--')
  const given = end < 0 ? words : words.slice(0, end)
  for (const [i, word] of given.entries()) {
    const flag = word.split('=', 1)[0]!
    if (!flag.startsWith('--') || known.includes(flag) || isValue(command, given[i - 1])) continue
    const message = unknownName('option', flag, { known, listing: null })
    command.error(`error: ${message}`, { code: 'commander.unknownOption' })
  }
}

/** Whether the word after `before` is the value of that option, even if it looks like an option. */
function isValue(command: Command, before: string | undefined): boolean {
  return command.options.some(
    ({ long, short, required }) => required && (before === long || before === short) && before !== undefined,
  )
}
