import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Command, CommanderError } from 'commander'
import { InputError } from '../corpus/input-error.js'
import { distillCommand } from './commands/distill.js'
import { doctorCommand } from './commands/doctor.js'
import { forgetCommand } from './commands/forget.js'
import { indexCommand } from './commands/index-command.js'
import { inspectCommand } from './commands/inspect.js'
import { reportCommand } from './commands/report.js'
import { runCommand } from './commands/run.js'
import { selectCommand } from './commands/select.js'
import { synthCommand } from './commands/synth.js'

/** Tracing would upload prompts, which hold record text. It stays off whatever the environment says. */
const TRACING = ['LANGSMITH_TRACING', 'LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING', 'LANGCHAIN_TRACING_V2']

/** Runs the command line and gives its exit code: 0 done, 1 finished with failed items, 2 bad input or usage. */
export async function main(argv: readonly string[]): Promise<number> {
  for (const name of TRACING) process.env[name] = 'false'
  let exitCode = 0
  const finish = (code: number) => {
    exitCode = code
  }
  const program = new Command('chartsift')
    .description("Which part of a patient's chart should the model read? Context-selection experiments.")
    .version(version())
    .exitOverride()
    .showHelpAfterError("(add --help for the command's options)")
    .addHelpText(
      'after',
      '\nExample:\n  chartsift inspect CORPUS --instruction ID --strategy hybrid --budget 1000\n',
    )
  for (const command of [
    synthCommand(),
    indexCommand(finish),
    inspectCommand(finish),
    selectCommand(finish),
    runCommand(finish),
    reportCommand(),
    doctorCommand(finish),
    distillCommand(),
    forgetCommand(),
  ]) {
    program.addCommand(command.exitOverride().showHelpAfterError("(add --help for the command's options)"))
  }
  try {
    await program.parseAsync([...argv])
    return exitCode
  } catch (error) {
    return exitCodeOf(error)
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof InputError) {
    process.stderr.write(`chartsift: ${error.message}\n`)
    return 2
  }
  if (error instanceof Error && error.name === 'AbortError') {
    process.stderr.write('chartsift: stopped; run the same command again to go on from here\n')
    return 130
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  process.stderr.write(
    `chartsift: unexpected ${message}\nThis is a defect of chartsift; CHARTSIFT_DEBUG=1 shows where.\n`,
  )
  if (process.env['CHARTSIFT_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  return 2
}

function version(): string {
  const path = createRequire(import.meta.url).resolve('chartsift/package.json')
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}
