import { Command, CommanderError } from 'commander'
import { InputError } from '../base/errors/input-error.js'
import { SystemFailure } from '../base/errors/system-failure.js'
import { codeOf, systemSentence } from '../base/errors/system-sentence.js'
import { ownVersion } from '../base/own-package.js'
import { installationSentence } from './installation/installation-error.js'
import { indexCommand } from './options/corpora/index-options.js'
import { inspectCommand } from './options/corpora/inspect-options.js'
import { rankCommand } from './options/corpora/rank-options.js'
import { selectCommand } from './options/corpora/select-options.js'
import { synthCommand } from './options/corpora/synth-options.js'
import { exportCommand } from './options/experiments/export-options.js'
import { initCommand } from './options/experiments/init-options.js'
import { measureCommand } from './options/experiments/measure-options.js'
import { planCommand } from './options/experiments/plan-options.js'
import { reportCommand } from './options/experiments/report-options.js'
import { runCommand } from './options/experiments/run-options.js'
import { scoreCommand } from './options/experiments/score-options.js'
import { configureHelp } from './options/help-format.js'
import { refuseUnknown } from './options/refuse-unknown.js'
import { cleanCommand } from './options/workspaces/clean-options.js'
import { distillCommand } from './options/workspaces/distill-options.js'
import { doctorCommand } from './options/workspaces/doctor-options.js'
import { experimentsCommand } from './options/workspaces/experiments-options.js'
import { forgetCommand } from './options/workspaces/forget-options.js'
import { listCommand } from './options/workspaces/list-options.js'
import { guardOutput } from './output/guard-output.js'
import { Stopped } from './output/stopped.js'
import { showVisibly } from './output/visible-streams.js'

/** Tracing would upload prompts, which hold record text. It stays off, whatever the environment says. */
const TRACING = ['LANGSMITH_TRACING', 'LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING', 'LANGCHAIN_TRACING_V2']

/** Commands that touch no database and no graph. */
const WITHOUT_NATIVE_MODULES = ['synth', 'init', 'list', 'measure', 'doctor']

/** Runs the command line and gives its exit code: 0 done, 1 finished with failed items, 2 bad input or usage. */
export async function main(argv: readonly string[]): Promise<number> {
  for (const name of TRACING) process.env[name] = 'false'
  guardOutput()
  const endVisibly = showVisibly()
  let exitCode = 0
  const finish = (code: number) => {
    exitCode = code
  }
  const program = configureHelp(new Command('chartsift'))
    .description("Which part of a patient's chart should the model read? Context-selection experiments.")
    .version(ownVersion())
    .addHelpText(
      'after',
      "\nUse '-' as a file for standard input or output. If NO_COLOR or TERM=dumb is set, there are no progress bars.\n\nExample:\n  chartsift inspect CORPUS --instruction ID --strategy hybrid --budget 1000\n",
    )
  for (const command of [
    synthCommand(finish),
    indexCommand(finish),
    inspectCommand(finish),
    selectCommand(finish),
    rankCommand(finish),
    measureCommand(finish),
    planCommand(finish),
    runCommand(finish),
    scoreCommand(finish),
    reportCommand(finish),
    exportCommand(finish),
    doctorCommand(finish),
    distillCommand(finish),
    initCommand(finish),
    listCommand(finish),
    experimentsCommand(finish),
    cleanCommand(finish),
    forgetCommand(finish),
  ]) {
    program.addCommand(command.copyInheritedSettings(program))
  }
  // Check before a command loads its modules: Node reports a failure inside a large import twice, once where no catch sees it.
  program.hook('preAction', async (_, command) => {
    if (WITHOUT_NATIVE_MODULES.includes(command.name())) return
    const { requireNativeModules } = await import('./installation/native-modules.js')
    await requireNativeModules()
  })
  try {
    refuseUnknown(program, argv.slice(2))
    await program.parseAsync([...argv])
    return exitCode
  } catch (error) {
    return exitCodeOf(error)
  } finally {
    endVisibly()
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof Stopped) return say(error.message, 130)
  if (error instanceof InputError || error instanceof SystemFailure) return say(error.message, 2)
  // The reader of our output closed the pipe: it has seen enough.
  if (codeOf(error) === 'EPIPE') return 0
  const sentence = installationSentence(error) ?? systemSentence(error)
  if (sentence !== null) return say(sentence, 2)
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  say(`unexpected ${message}\nThis is a bug in chartsift; set CHARTSIFT_DEBUG=1 to see where it occurred.`, 2)
  if (process.env['CHARTSIFT_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  return 2
}

function say(message: string, exitCode: number): number {
  process.stderr.write(`chartsift: ${message}\n`)
  return exitCode
}
