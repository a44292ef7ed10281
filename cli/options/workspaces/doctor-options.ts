import { Command } from 'commander'
import type { DoctorOptions } from '../../commands/command-options.js'
import { withCommonOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { collect, positiveInteger } from '../option-values.js'
import { unsetOption } from '../unset-option.js'

export function doctorCommand(finish: Finish): Command {
  return withCommonOptions(new Command('doctor'))
    .description(
      'check that this machine can index, count and, with a model, generate: every check, each with its line',
    )
    .argument('[experiment]', 'experiment file: its models are tried as it would use them')
    .addOption(unsetOption('--model <name>', 'model to try on the Ollama server', 'none: no server is asked'))
    .option('--host <url...>', 'Ollama servers, all of which should have the model', [
      'http://127.0.0.1:11434',
    ])
    .addOption(
      unsetOption(
        '--tokenizer <folder>',
        "the model's own tokenizer.json",
        "made from the server's vocabulary",
      ),
    )
    .option(
      '--structured',
      "try answers in JSON too, as an experiment with 'prompt: structured' asks for",
      false,
    )
    .option('--no-sentinel', 'do not fill the window to look for a planted word')
    .option('--window <tokens>', 'context window the experiments will use', positiveInteger, 16384)
    .option('--allow-host <host>', 'a server outside the private ranges that may see records', collect, [])
    .option('--json', 'the checks as JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  chartsift doctor --model llama3.1:8b --window 16384\n  chartsift doctor experiment.yaml\n',
    )
    .action(async (path: string | undefined, options: DoctorOptions) => {
      const { doctor } = await import('../../commands/workspaces/doctor.js')
      finish(await doctor(path, options))
    })
}
