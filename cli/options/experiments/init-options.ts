import { Command } from 'commander'
import type { InitOptions } from '../../commands/experiments/init.js'
import { withCommonOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { unsetOption } from '../unset-option.js'

/** The `init` command. @param finish gets the exit code */
export function initCommand(finish: Finish): Command {
  return withCommonOptions(new Command('init'))
    .description('write a commented experiment file for a corpus, ready to run')
    .argument('<corpus>', 'folder with XML records and tables')
    .addOption(
      unsetOption(
        '--out <file>',
        "file to write; '-' for standard output",
        'NAME.yaml in the current folder',
      ),
    )
    .addOption(unsetOption('--ehrs <dir>', 'folder with the XML files', 'detected in the corpus'))
    .addOption(
      unsetOption('--model <name>', 'Ollama model that answers', 'none; the extractive generator answers'),
    )
    .option('--host <url>', 'with --model: URL of the Ollama server', 'http://127.0.0.1:11434')
    .option('--force', 'overwrite an existing file', false)
    .addHelpText('after', HELP)
    .action(async (corpus: string, options: InitOptions) => {
      const { init } = await import('../../commands/experiments/init.js')
      finish(await init(corpus, options))
    })
}

const HELP = `
The file fits the tables of the corpus: it has evidence measures if evidence was judged, and answer measures if there are reference answers. No record is read and nothing is indexed.

Example:
  chartsift init /data/medalign
  chartsift init /data/medalign --model llama3.1:8b --out experiments/llama.yaml
`
